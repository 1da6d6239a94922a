package org.baton.transport.uring;

import java.util.List;
import org.baton.transport.Channel;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Feature;
import org.baton.transport.SlabHold;
import org.baton.transport.socket.StreamSocket;
import org.baton.transport.socket.WakeSignal;

/** What io_uring offers on this machine, probed once, and the channels made of it. Immutable. */
public final class Uring {
  private final RingCalls calls;
  private final RingReport report;

  private Uring(RingCalls calls, RingReport report) {
    this.calls = calls;
    this.report = report;
  }

  /** Probes the machine through these calls. */
  public static Uring probe(RingCalls calls) {
    return new Uring(calls, RingProbe.run(calls));
  }

  /** Whether channels can be made. */
  public boolean isAvailable() {
    return report.denial().isEmpty();
  }

  /** Why not, and what to do; empty if they can. */
  public String denial() {
    return report.denial();
  }

  /** A row for each thing asked for. */
  public List<Feature> features() {
    return report.features();
  }

  /** Makes a channel, which closes the socket, the hold and the signal. */
  public Channel channel(
      StreamSocket socket, SlabHold hold, WakeSignal wake, ChannelOptions options) {
    return new UringChannel(
        socket,
        hold,
        wake,
        calls,
        report.options(),
        zeroCopy(socket, options),
        options.maxInFlight());
  }

  private ZeroCopy zeroCopy(StreamSocket socket, ChannelOptions options) {
    int threshold = options.zeroCopyThresholdBytes();
    if (threshold == ChannelOptions.ZERO_COPY_OFF || threshold == Integer.MAX_VALUE) {
      return ZeroCopy.off("zero copy was not asked for");
    }
    if (!report.noZeroCopy().isEmpty()) {
      return ZeroCopy.off("no zero copy: " + report.noZeroCopy());
    }
    if (threshold == ChannelOptions.ZERO_COPY_AUTO) {
      if (socket.isLocal()) {
        return ZeroCopy.off("the connection stays on this machine, where the kernel copies anyway");
      }
      threshold = ChannelOptions.DEFAULT_ZERO_COPY_BYTES;
    }
    return ZeroCopy.from(threshold, ZeroCopy.PIECE_BYTES);
  }
}
