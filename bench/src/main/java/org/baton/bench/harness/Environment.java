package org.baton.bench.harness;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where a benchmark runs, and how quiet it is there. */
public final class Environment {
  private static final double QUIET_PERCENT = 5;
  private static final long LOOK_MILLIS = 2_000;

  private final JsonObject json = new JsonObject();
  private final boolean quiet;

  /**
   * Looks at the machine, for two seconds.
   *
   * @throws IOException if it is no Linux
   * @throws InterruptedException if the calling thread is
   */
  public Environment() throws IOException, InterruptedException {
    HostTimes before = HostTimes.read();
    Thread.sleep(LOOK_MILLIS);
    HostTimes look = HostTimes.read().since(before);
    quiet = look.busyPercent() + look.stolenPercent() <= QUIET_PERCENT;
    json.addProperty("begin", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    json.addProperty("cpu", cpu());
    json.addProperty("cpus", Runtime.getRuntime().availableProcessors());
    json.addProperty("memory", line("/proc/meminfo").replaceAll(" +", " "));
    json.addProperty("kernel", line("/proc/version"));
    json.addProperty("congestionControl", line("/proc/sys/net/ipv4/tcp_congestion_control"));
    json.addProperty("tcpWmem", line("/proc/sys/net/ipv4/tcp_wmem"));
    json.addProperty("tcpRmem", line("/proc/sys/net/ipv4/tcp_rmem"));
    json.addProperty("transparentHugePages", line("/sys/kernel/mm/transparent_hugepage/enabled"));
    json.addProperty("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    json.addProperty("jvmOptions", String.join(" ", JavaCommand.options()));
    json.addProperty("loadBefore", line("/proc/loadavg"));
    json.addProperty("busyBeforePercent", Figures.rounded(look.busyPercent()));
    json.addProperty("stolenBeforePercent", Figures.rounded(look.stolenPercent()));
    json.addProperty("quiet", quiet);
  }

  /** What is worth a warning. */
  public List<String> warnings() {
    return quiet
        ? List.of()
        : List.of(
            "this machine is busy already (%s %% of its processors): figures will spread"
                .formatted(json.get("busyBeforePercent").getAsString()));
  }

  /** As it stands in a report. */
  public JsonObject json() {
    return json;
  }

  /** The first line of a file, or that there is none. */
  private static String line(String file) {
    try {
      return Files.readAllLines(Path.of(file)).getFirst().strip();
    } catch (IOException e) {
      return "not told";
    }
  }

  private static String cpu() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }
}
