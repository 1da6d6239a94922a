package org.baton.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Two QEMUs, and a migration from one to the other. */
final class QemuPair implements AutoCloseable {
  /** Switchover-ack is re-usable. */
  static final String REUSABLE = "pc-q35-11.1";

  /** It is legacy, so that QEMU 11.0 can be at the other side. */
  static final String LEGACY = "pc-q35-11.0";

  private static final int PORT = 7_071;

  /**
   * Bytes per second. When there is nothing to send QEMU measures nearly nothing, and a driver that
   * always says the size of the whole image, as mlx5 does, would never fit.
   */
  private static final long BANDWIDTH = 1_000_000_000;

  private static final long POLL_MILLIS = 10;

  /** At the destination: a tag was met. */
  private static final String APPROVED = "approve_switchover";

  /** At the source: a device has asked for another ack. */
  private static final String REQUESTED = "vfio_query_precopy_size_request_switchover_ack";

  /** At the source: an ack has come. */
  private static final String ACKED = "source_return_path_thread_switchover_acked";

  final Qemu source;
  final Qemu destination;
  private final List<String> capabilities =
      new ArrayList<>(List.of("return-path", "switchover-ack", "events"));
  private int channels;

  QemuPair(String machine, List<MmigDevice> from, List<MmigDevice> to)
      throws IOException, InterruptedException {
    this(machine, from, machine, to);
  }

  /** Two that need not be of one machine type. */
  QemuPair(String here, List<MmigDevice> from, String there, List<MmigDevice> to)
      throws IOException, InterruptedException {
    destination = Qemu.start("destination", there, to, true);
    try {
      source = Qemu.start("source", here, from, false);
    } catch (IOException | InterruptedException e) {
      destination.close();
      throw e;
    }
  }

  /**
   * How it ended.
   *
   * @param status QEMU's word
   * @param error its reason, or an empty string
   * @param totalMillis from the command to the end
   * @param downtimeMillis how long the guest stood still
   * @param approvals how many tags the destination has met; with a legacy machine it counts them
   * @param requests how many more acks devices have asked for after their first
   * @param acks how many have come to the source
   * @param pending how many the source still waited for, after each of them
   */
  record Result(
      String status,
      String error,
      double totalMillis,
      double downtimeMillis,
      long approvals,
      long requests,
      long acks,
      List<Integer> pending) {}

  /** Does without a capability. */
  QemuPair without(String capability) {
    capabilities.remove(capability);
    return this;
  }

  /**
   * Uses channels of their own for what devices save when they have stopped, and a thread for each
   * device at both sides.
   */
  QemuPair multifd(int number) {
    capabilities.add("multifd");
    channels = number;
    return this;
  }

  private String capabilities() {
    return capabilities.stream()
        .map("{\"capability\": \"%s\", \"state\": true}"::formatted)
        .collect(Collectors.joining(", ", "{\"capabilities\": [", "]}"));
  }

  private String channels() {
    return "{\"multifd-channels\": %d}".formatted(channels);
  }

  /** Migrates, and waits for the end. */
  Result migrate(long downtimeLimitMillis) throws IOException, InterruptedException {
    Qmp there = destination.monitor();
    there.execute("migrate-set-capabilities", capabilities());
    if (channels > 0) {
      there.execute("migrate-set-parameters", channels());
      source.monitor().execute("migrate-set-parameters", channels());
    }
    there.execute("migrate-incoming", "{\"uri\": \"tcp:127.0.0.1:%d\"}".formatted(PORT));
    Qmp here = source.monitor();
    here.execute("migrate-set-capabilities", capabilities());
    here.execute(
        "migrate-set-parameters",
        "{\"downtime-limit\": %d, \"max-bandwidth\": 0, \"avail-switchover-bandwidth\": %d}"
            .formatted(downtimeLimitMillis, BANDWIDTH));
    here.execute("migrate", "{\"uri\": \"tcp:127.0.0.1:%d\"}".formatted(PORT));
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Lab.PATIENCE_MILLIS);
    while (true) {
      JsonObject migration = here.execute("query-migrate").getAsJsonObject();
      String status = text(migration, "status");
      if (status.equals("completed") || status.equals("failed") || status.equals("cancelled")) {
        return result(status, migration);
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("QEMU still migrates: " + migration);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private Result result(String status, JsonObject migration) throws IOException {
    return new Result(
        status,
        text(migration, "error-desc"),
        number(migration, "total-time"),
        number(migration, "downtime"),
        destination.lines(APPROVED).size(),
        source.lines(REQUESTED).size(),
        source.lines(ACKED).size(),
        pending());
  }

  /** All that QEMU traces of an ack; whose it is, it does not know. */
  private List<Integer> pending() throws IOException {
    return source.lines(ACKED).stream()
        .map(line -> line.replaceFirst(".* " + ACKED + " switchover_ack_pending_num (\\d+)$", "$1"))
        .map(Integer::valueOf)
        .toList();
  }

  private static String text(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value == null ? "" : value.getAsString();
  }

  private static double number(JsonObject object, String field) {
    JsonElement value = object.get(field);
    return value == null ? 0 : value.getAsDouble();
  }

  @Override
  public void close() throws IOException {
    source.close();
    destination.close();
  }
}
