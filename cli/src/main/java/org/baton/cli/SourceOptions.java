package org.baton.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.baton.engine.MigrationCounters;
import org.baton.engine.SourceContext;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.TimeoutStrategy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only a source can be told. Names as QEMU has them. */
final class SourceOptions {
  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "1",
      description = "Data channels (QEMU: multifd-channels). Default: ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = "--downtime-limit",
      paramLabel = "MS",
      defaultValue = "300",
      description =
          "Pause the guest only when it is expected to stand still no longer than this. Default:"
              + " ${DEFAULT-VALUE}.")
  private long downtimeLimitMillis;

  @Option(
      names = "--avail-switchover-bandwidth",
      paramLabel = "SIZE/S",
      defaultValue = "0",
      converter = SizeConverter.class,
      description =
          "What the wire carries during the switchover, in bytes per second. Default: 0, as"
              + " measured.")
  private long availSwitchoverBandwidth;

  @Option(
      names = "--late-reinit-policy",
      paramLabel = "POLICY",
      defaultValue = "retreat",
      description =
          "When a device re-initialises after the switchover was decided: retreat (go back to"
              + " precopy), fail or proceed. Default: ${DEFAULT-VALUE}.")
  private LateReinitPolicy lateReinitPolicy = LateReinitPolicy.RETREAT;

  @Option(
      names = "--max-retreats",
      paramLabel = "N",
      defaultValue = "8",
      description = "Retreat so often, and fail then. Default: ${DEFAULT-VALUE}.")
  private int maxRetreats;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      defaultValue = "0",
      description = "How long precopy may take. Default: 0, for ever.")
  private long timeoutMillis;

  @Option(
      names = "--timeout-strategy",
      paramLabel = "STRATEGY",
      defaultValue = "cancel",
      description =
          "When precopy took too long: cancel (give up) or switchover (pause the guest whatever"
              + " the forecast says). Default: ${DEFAULT-VALUE}.")
  private TimeoutStrategy timeoutStrategy = TimeoutStrategy.CANCEL;

  @Option(
      names = "--counters",
      paramLabel = "FILE",
      description = "Keep counters in FILE, for 'baton stat' to watch. Default: none.")
  private @Nullable Path counters;

  SourceOptions() {}

  /** Finds out before a device is opened what cannot be; also whether counters can be kept. */
  void check() throws Refusal {
    Range.atLeast(1, "--downtime-limit", downtimeLimitMillis);
    Range.atLeast(0, "--max-retreats", maxRetreats);
    Range.atLeast(0, "--timeout", timeoutMillis);
    if (counters == null) {
      return;
    }
    try {
      MigrationCounters.check(counters);
    } catch (IOException e) {
      throw Refusal.machine("--counters " + counters + " cannot be written: " + e.getMessage());
    }
  }

  /** The limit of the downtime. */
  long downtimeLimitMillis() {
    return downtimeLimitMillis;
  }

  /** Tells a context all of this. */
  SourceContext applyTo(SourceContext context) {
    if (counters != null) {
      context.countersFile(counters);
    }
    return context
        .channels(channels)
        .downtimeLimitMillis(downtimeLimitMillis)
        .availSwitchoverBandwidth(availSwitchoverBandwidth)
        .lateReinitPolicy(lateReinitPolicy)
        .maxRetreats(maxRetreats)
        .timeoutMillis(timeoutMillis)
        .timeoutStrategy(timeoutStrategy);
  }
}
