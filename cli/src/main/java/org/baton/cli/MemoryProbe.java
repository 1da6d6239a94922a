package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what chunks in flight need: locked memory and huge pages. Reads proc(5) and sysfs. */
final class MemoryProbe {
  private static final String SECTION = "memory";
  private static final Pattern MEMLOCK =
      Pattern.compile("Max locked memory\\s+(unlimited|[0-9]+)\\s+(unlimited|[0-9]+).*");
  private static final Pattern MEMINFO =
      Pattern.compile("(HugePages_Free|Hugepagesize):\\s+([0-9]+).*");
  private static final Pattern EFFECTIVE = Pattern.compile("CapEff:\\s+([0-9a-f]{1,16})");

  /** The capability's number in {@code linux/capability.h} is 14. */
  private static final long CAP_IPC_LOCK = 1L << 14;

  private static final long POOL_BYTES = 256L << 20;

  private final Path root;

  /** Looks below a root, which tests choose. */
  MemoryProbe(Path root) {
    this.root = root;
  }

  List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    findings.add(lockedMemory());
    findings.add(hugePages());
    findings.add(transparentHugePages());
    return findings;
  }

  private Finding lockedMemory() {
    String name = "locked memory (ulimit -l)";
    for (String line : lines("proc/self/limits")) {
      Matcher matcher = MEMLOCK.matcher(line);
      if (matcher.matches()) {
        String soft = matcher.group(1);
        if (soft.equals("unlimited")) {
          return Finding.found(SECTION, name, soft);
        }
        long bytes = Long.parseLong(soft);
        if (mayLockAnything()) {
          return Finding.found(
              SECTION, name, Text.bytes(bytes) + ", which CAP_IPC_LOCK lets this process exceed");
        }
        return bytes >= POOL_BYTES
            ? Finding.found(SECTION, name, Text.bytes(bytes))
            : Finding.missing(
                SECTION,
                name,
                Text.bytes(bytes) + ", less than the default pool of " + Text.bytes(POOL_BYTES),
                "ulimit -l unlimited, LimitMEMLOCK=infinity in a systemd unit, --ulimit"
                    + " memlock=-1 for a container, or CAP_IPC_LOCK");
      }
    }
    return Finding.missing(SECTION, name, "/proc/self/limits does not tell", "");
  }

  /** Whether the limit does not hold for this process: capabilities(7), {@code CAP_IPC_LOCK}. */
  private boolean mayLockAnything() {
    for (String line : lines("proc/self/status")) {
      Matcher matcher = EFFECTIVE.matcher(line);
      if (matcher.matches()) {
        return (Long.parseUnsignedLong(matcher.group(1), 16) & CAP_IPC_LOCK) != 0;
      }
    }
    return false;
  }

  private Finding hugePages() {
    long free = 0;
    long pageKib = 0;
    for (String line : lines("proc/meminfo")) {
      Matcher matcher = MEMINFO.matcher(line);
      if (matcher.matches() && matcher.group(1).equals("Hugepagesize")) {
        pageKib = Long.parseLong(matcher.group(2));
      } else if (matcher.matches()) {
        free = Long.parseLong(matcher.group(2));
      }
    }
    String name = "huge pages";
    String value = free + " free of " + Text.bytes(pageKib << 10);
    if (free * (pageKib << 10) >= POOL_BYTES) {
      return Finding.found(SECTION, name, value);
    }
    long wanted = pageKib == 0 ? 0 : POOL_BYTES / (pageKib << 10);
    return Finding.missing(
        SECTION,
        name,
        value + "; chunks use smaller pages",
        wanted == 0 ? "" : "as root: sysctl vm.nr_hugepages=" + wanted);
  }

  private Finding transparentHugePages() {
    String name = "transparent huge pages";
    String file = "sys/kernel/mm/transparent_hugepage/enabled";
    String value = String.join(" ", lines(file));
    if (value.contains("[always]") || value.contains("[madvise]")) {
      return Finding.found(SECTION, name, value);
    }
    return Finding.missing(
        SECTION,
        name,
        value.isEmpty() ? "the kernel has none" : value,
        value.isEmpty() ? "" : "as root: echo madvise > /" + file);
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      // A kernel without it; the finding says so.
      return List.of();
    }
  }
}
