package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import org.baton.transport.message.ChunkKind;
import org.baton.vfio.DeviceState;

/** How far a loading participant is. Written by its thread alone, read by any thread. */
public final class LoaderGauges {
  private final AtomicLong chunks = new AtomicLong();
  private final AtomicLong precopyBytes = new AtomicLong();
  private final AtomicLong stopCopyBytes = new AtomicLong();
  private final AtomicLong writeNanos = new AtomicLong();
  private final AtomicLong state = new AtomicLong(DeviceState.RUNNING.number());

  /** Creates gauges at zero, of a participant that is as it was opened. */
  public LoaderGauges() {}

  /** Chunks loaded. Their slots are free again. */
  public long chunks() {
    return chunks.getAcquire();
  }

  /** Bytes loaded; at least those of {@link #chunks()} if read after it. */
  public long bytes() {
    return precopyBytes() + stopCopyBytes();
  }

  /** Bytes loaded that the source read while the guest ran. */
  public long precopyBytes() {
    return precopyBytes.getAcquire();
  }

  /** Bytes loaded that the source read after the guest was paused. */
  public long stopCopyBytes() {
    return stopCopyBytes.getAcquire();
  }

  /** Time spent writing. */
  public long writeNanos() {
    return writeNanos.getAcquire();
  }

  /** The state it is in. */
  public DeviceState state() {
    return DeviceState.of((int) state.getAcquire());
  }

  void inState(DeviceState now) {
    state.setRelease(now.number());
  }

  void loaded(int payloadLength, long nanos, ChunkKind kind) {
    AtomicLong bytes = kind == ChunkKind.STOP_COPY ? stopCopyBytes : precopyBytes;
    bytes.setRelease(bytes.getPlain() + payloadLength);
    writeNanos.setRelease(writeNanos.getPlain() + nanos);
    // Last: this is what lets the source send the next chunk into the slot.
    chunks.setRelease(chunks.getPlain() + 1);
  }

  void passedTag() {
    chunks.setRelease(chunks.getPlain() + 1);
  }
}
