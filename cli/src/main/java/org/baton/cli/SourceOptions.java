package org.baton.cli;

import org.baton.engine.SourceContext;
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

  SourceOptions() {}

  /** The limit of the downtime. */
  long downtimeLimitMillis() {
    return downtimeLimitMillis;
  }

  /** Tells a context all of this. */
  SourceContext applyTo(SourceContext context) {
    return context
        .channels(channels)
        .downtimeLimitMillis(downtimeLimitMillis)
        .availSwitchoverBandwidth(availSwitchoverBandwidth);
  }
}
