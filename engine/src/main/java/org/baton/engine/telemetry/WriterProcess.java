package org.baton.engine.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, so that another one can tell whether it still runs. A number is not enough: it is
 * given to somebody else later, and means somebody else in another container.
 *
 * @param pid its number, in its own pid namespace
 * @param startTicks when it started, in clock ticks since boot: field 22 of {@code /proc/PID/stat}
 *     (proc(5)); 0 if not known
 * @param pidNamespace the inode of its pid namespace; 0 if not known
 */
record WriterProcess(long pid, long startTicks, long pidNamespace) {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d+)]");

  /** Fields behind the name, which may hold anything and ends with the last parenthesis. */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;

  /** Whether it runs. */
  enum Presence {
    RUNS,
    GONE,
    /** It cannot be seen from here: it is in another container, or processes are hidden. */
    NOT_KNOWN
  }

  /** This process. */
  static WriterProcess current() {
    return new WriterProcess(ProcessHandle.current().pid(), ownStartTicks(), ownNamespace(PROC));
  }

  /** Looks for it. */
  Presence look() {
    return look(PROC);
  }

  /** Looks for it in a directory like {@code /proc}. */
  Presence look(Path proc) {
    if (startTicks == 0 || pidNamespace == 0 || pidNamespace != ownNamespace(proc)) {
      return Presence.NOT_KNOWN;
    }
    try {
      String[] fields = fields(proc, Long.toString(pid));
      boolean zombie = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return !zombie && Long.parseLong(fields[START_TICKS]) == startTicks
          ? Presence.RUNS
          : Presence.GONE;
    } catch (NoSuchFileException e) {
      // Mounted with hidepid, /proc hides the first process as well.
      return Files.exists(proc.resolve("1")) ? Presence.GONE : Presence.NOT_KNOWN;
    } catch (IOException | RuntimeException e) {
      return Presence.NOT_KNOWN;
    }
  }

  private static long ownStartTicks() {
    try {
      return Long.parseLong(fields(PROC, "self")[START_TICKS]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static long ownNamespace(Path proc) {
    try {
      Matcher matcher =
          NAMESPACE.matcher(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
      return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  private static String[] fields(Path proc, String process) throws IOException {
    byte[] bytes = Files.readAllBytes(proc.resolve(process).resolve("stat"));
    String stat = new String(bytes, StandardCharsets.ISO_8859_1);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }
}
