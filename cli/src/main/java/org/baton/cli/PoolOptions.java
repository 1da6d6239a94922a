package org.baton.cli;

import org.baton.engine.DestinationContext;
import picocli.CommandLine.Option;

/** What only a destination can be told. */
final class PoolOptions {
  @Option(
      names = "--pool-bytes",
      paramLabel = "SIZE",
      defaultValue = "256M",
      converter = SizeConverter.class,
      description = "Memory for chunks in flight, all devices together. Default: ${DEFAULT-VALUE}.")
  private long poolBytes;

  PoolOptions() {}

  /** Finds out before a device is opened what cannot be. */
  void check() throws Refusal {
    Range.atLeast(1, "--pool-bytes", poolBytes);
  }

  /** Tells a context all of this. */
  DestinationContext applyTo(DestinationContext context) {
    return context.poolBytes(poolBytes);
  }
}
