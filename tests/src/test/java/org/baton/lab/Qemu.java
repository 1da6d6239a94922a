package org.baton.lab;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One real QEMU with passed-through devices, and its monitor. */
final class Qemu implements AutoCloseable {
  /** Of what it says while it migrates; in memory, because the shares of the guest are slow. */
  private static final List<String> TRACES =
      List.of("vmstate_downtime_*", "*switchover*", "migrate_set_state");

  private static final Path FOLDER = Path.of("/tmp");
  private static final String LOG = ".qemu.log";

  private final String name;
  private final Path output;
  private final Process process;
  private final Qmp monitor;

  private Qemu(String name, List<String> command) throws IOException, InterruptedException {
    this.name = name;
    this.output = FOLDER.resolve(name + LOG);
    Files.deleteIfExists(socket(name));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      monitor = Qmp.connect(socket(name), process);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException(name + ": " + e.getMessage() + ": " + Files.readString(output), e);
    }
  }

  private static Path socket(String name) {
    return FOLDER.resolve(name + ".qmp");
  }

  /**
   * Starts one whose guest runs, or which waits for a migration.
   *
   * @param name of the side
   * @param machine the machine type, which decides about the mode of switchover-ack
   * @param devices what it is given, by cdev
   * @param incoming whether it waits
   */
  static Qemu start(String name, String machine, List<MmigDevice> devices, boolean incoming)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("qemu-system-x86_64", "-M", machine, "-accel", "tcg,tb-size=32"));
    command.addAll(List.of("-m", "32", "-nodefaults", "-display", "none"));
    command.addAll(List.of("-qmp", "unix:" + socket(name) + ",server=on,wait=off"));
    command.addAll(List.of("-object", "iommufd,id=iommufd0", "-msg", "timestamp=on"));
    for (int i = 0; i < devices.size(); i++) {
      command.add("-device");
      command.add(
          "vfio-pci,id=dev%d,addr=%d,sysfsdev=/sys/bus/mdev/devices/%s,enable-migration=on,iommufd=iommufd0"
              .formatted(i, i + 1, devices.get(i)));
    }
    for (String trace : TRACES) {
      command.addAll(List.of("-trace", trace));
    }
    if (incoming) {
      command.addAll(List.of("-incoming", "defer"));
    }
    return new Qemu(name, command);
  }

  /** Removes what those have said that have ended. */
  static void forgetLogs() throws IOException {
    for (Path log : logs()) {
      Files.delete(log);
    }
  }

  /** Copies what they have said since to a folder, which is made if there is anything. */
  static void keepLogs(Path folder) throws IOException {
    for (Path log : logs()) {
      Files.createDirectories(folder);
      Files.copy(
          log, folder.resolve(log.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(LOG)).toList();
    }
  }

  Qmp monitor() {
    return monitor;
  }

  /** Traces one thing more from now on. */
  void trace(String point) throws IOException {
    monitor.execute(
        "trace-event-set-state", "{\"name\": \"%s\", \"enable\": true}".formatted(point));
  }

  /** Ends it with SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The lines in which a trace point, or a message, appears. */
  List<String> lines(String word) throws IOException {
    return Files.readAllLines(output).stream().filter(line -> line.contains(word)).toList();
  }

  /** Waits until something was said. */
  void awaitLine(String word) {
    Lab.await(
        () -> {
          try {
            return !lines(word).isEmpty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** How traces name the state of a device. */
  static String section(int device) {
    return String.format(Locale.ROOT, "idstr=0000:00:%02x.0/vfio ", device + 1);
  }

  /** How long saving or loading one device took while the guest stood still, in milliseconds. */
  double deviceMillis(int device) throws IOException {
    String section = section(device);
    Pattern micros = Pattern.compile("downtime=(\\d+)");
    double sum = 0;
    for (String line : lines("vmstate_downtime_")) {
      Matcher matcher = micros.matcher(line);
      if (line.contains(section) && matcher.find()) {
        sum += Long.parseLong(matcher.group(1)) / 1e3;
      }
    }
    return sum;
  }

  /**
   * When something was said.
   *
   * @param words of the line; the last line that has them counts
   * @return microseconds since 1970, or -1 if it was never said
   */
  long microsOf(String... words) throws IOException {
    return Files.readAllLines(output).stream()
        .filter(line -> Stream.of(words).allMatch(line::contains))
        .mapToLong(line -> ChronoUnit.MICROS.between(Instant.EPOCH, timestamp(line)))
        .max()
        .orElse(-1);
  }

  private static Instant timestamp(String line) {
    return Instant.parse(line.substring(0, line.indexOf(' ')));
  }

  /** How much of a CPU it has used, in milliseconds. */
  long cpuMillis() {
    return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
  }

  /** Four bytes of the guest's memory, as QEMU prints them. */
  String memory(long address) throws IOException {
    return monitor
        .execute("human-monitor-command", "{\"command-line\": \"xp /1wx 0x%x\"}".formatted(address))
        .getAsString()
        .strip();
  }

  /** Whether the guest runs. */
  boolean runs() throws IOException {
    return status().get("running").getAsBoolean();
  }

  JsonObject status() throws IOException {
    return monitor.execute("query-status").getAsJsonObject();
  }

  @Override
  public void close() throws IOException {
    monitor.close();
    process.destroyForcibly();
    try {
      // Until it has ended it holds the devices.
      process.waitFor(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
