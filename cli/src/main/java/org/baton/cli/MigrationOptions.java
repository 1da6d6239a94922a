package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.engine.MigrationContext;
import org.baton.engine.ThreadingMode;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both sides can be told. */
final class MigrationOptions {
  @Option(
      names = "--transport",
      paramLabel = "KIND",
      defaultValue = "auto",
      converter = TransportChoiceConverter.class,
      description = {
        "auto, io_uring or sockets. auto (the default): io_uring where the machine lets it work,"
            + " else sockets."
      })
  private TransportChoice transport = TransportChoice.AUTO;

  @Option(
      names = "--threading",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = {
        "Which threads a side has: dedicated (one for each device, one for each channel), shared"
            + " (one for a device and its channel, where there is one of each), invoker (shared,"
            + " and no thread of its own for the decisions) or auto (the default: shared with one"
            + " or two processors, else dedicated)."
      })
  private ThreadingMode threading = ThreadingMode.AUTO;

  @Option(
      names = "--window",
      paramLabel = "CHUNKS",
      defaultValue = "16",
      description = "Chunks in flight per device, a power of two. Default: ${DEFAULT-VALUE}.")
  private int windowChunks;

  @Option(
      names = "--chunk-bytes",
      paramLabel = "SIZE",
      defaultValue = "1M",
      converter = SizeConverter.class,
      description = "Longest payload of a chunk. Default: ${DEFAULT-VALUE}.")
  private long chunkBytes;

  @Option(
      names = "--switchover-ack",
      paramLabel = "MODE",
      defaultValue = "reusable",
      description = {
        "Whether the source waits until the destination has loaded initial data: reusable (the"
            + " default; again after a REINIT), legacy (once) or off. The lesser of both sides'"
            + " counts."
      })
  private SwitchoverAckMode switchoverAck = SwitchoverAckMode.REUSABLE;

  @Option(
      names = "--setup-timeout",
      paramLabel = "MS",
      defaultValue = "10000",
      description = "How long connecting and preparing may take. Default: ${DEFAULT-VALUE}.")
  private long setupTimeoutMillis;

  @Option(
      names = "--peer-timeout",
      paramLabel = "MS",
      defaultValue = "10000",
      description =
          "How long the other side may be silent before it counts as lost. Default:"
              + " ${DEFAULT-VALUE}.")
  private long peerTimeoutMillis;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Migrate N times in a row, with devices opened anew each time; stop at the first that"
              + " does not complete. Both sides need the same N.")
  private int repeat;

  @Option(
      names = "--hlog",
      paramLabel = "DIR",
      description = "Write stage times as HdrHistogram logs, tagged by stage: DIR/SIDE.hlog.")
  private @Nullable Path hlogDirectory;

  MigrationOptions() {}

  /** How many migrations. */
  int repeat() {
    return repeat;
  }

  /**
   * Finds out before a device is opened what cannot be; also whether stage times can be written.
   */
  void check() throws Refusal {
    Range.atLeast(1, "--repeat", repeat);
    Range.atLeast(1, "--setup-timeout", setupTimeoutMillis);
    Range.atLeast(MigrationContext.MIN_PEER_TIMEOUT_MILLIS, "--peer-timeout", peerTimeoutMillis);
    if (hlogDirectory == null) {
      return;
    }
    try {
      Files.createDirectories(hlogDirectory);
      Files.delete(Files.createTempFile(hlogDirectory, "baton", null));
    } catch (IOException e) {
      throw Refusal.machine("--hlog " + hlogDirectory + " cannot be written: " + Text.cause(e));
    }
  }

  /** The transport that will be used, found once. */
  Transport chooseTransport() throws Refusal {
    try {
      return Transport.choose(transport);
    } catch (TransportException e) {
      throw Refusal.machine(String.valueOf(e.getMessage()));
    }
  }

  /** Tells a context all of this, for one of several rounds. */
  <C extends MigrationContext<C>> C applyTo(C context, int round) throws Refusal {
    if (chunkBytes > Integer.MAX_VALUE) {
      throw Refusal.usage("--chunk-bytes " + chunkBytes + " is too large");
    }
    context
        .transport(transport)
        .threading(threading)
        .windowChunks(windowChunks)
        .chunkBytes((int) chunkBytes)
        .switchoverAck(switchoverAck)
        .setupTimeoutMillis(setupTimeoutMillis)
        .peerTimeoutMillis(peerTimeoutMillis);
    if (hlogDirectory != null) {
      context.hlogDirectory(repeat == 1 ? hlogDirectory : hlogDirectory.resolve("round-" + round));
    }
    return context;
  }
}
