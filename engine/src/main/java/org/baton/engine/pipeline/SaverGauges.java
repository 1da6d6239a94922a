package org.baton.engine.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.baton.engine.participant.PendingBytes;
import org.baton.transport.message.ChunkKind;
import org.baton.vfio.DeviceState;

/**
 * What a saving participant is about, for whoever looks. Written by its thread alone with release
 * stores, read by any thread.
 */
public final class SaverGauges {
  private static final VarHandle VALUES = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int QUERIES = 0;
  private static final int INITIAL_BYTES = 1;
  private static final int DIRTY_BYTES = 2;
  private static final int STOP_COPY_BYTES = 3;
  private static final int PRECOPY_SENT_BYTES = 4;
  private static final int STOP_COPY_SENT_BYTES = 5;
  private static final int CHUNKS = 6;
  private static final int READ_NANOS = 7;
  private static final int REINITS = 8;
  private static final int STATE = 9;
  private static final int DIRTY_RATE = 10;
  private static final int COUNT = 11;

  private final long[] values = new long[COUNT];

  /** Creates gauges at zero, of a participant that runs. */
  public SaverGauges() {
    values[STATE] = DeviceState.RUNNING.number();
  }

  /** Answers of the participant so far. Odd while an answer is being written. */
  private long queries() {
    return get(QUERIES);
  }

  /**
   * Copies the last answer of the participant.
   *
   * @param pending takes it; unchanged if there is none
   * @return how many answers there have been: 0 for none
   */
  public long lastQuery(PendingBytes pending) {
    while (true) {
      long before = queries();
      if (before == 0) {
        return 0;
      }
      long initial = get(INITIAL_BYTES);
      long dirty = get(DIRTY_BYTES);
      long stopCopy = get(STOP_COPY_BYTES);
      long reinits = get(REINITS);
      long dirtyRate = get(DIRTY_RATE);
      VarHandle.acquireFence();
      if ((before & 1) == 0 && before == queries()) {
        pending.set(initial, dirty, stopCopy, reinits);
        pending.measured(dirtyRate);
        return before / 2;
      }
      Thread.onSpinWait();
    }
  }

  /** Bytes read. */
  public long bytes() {
    return precopyBytes() + stopCopyBytes();
  }

  /** Bytes read while the guest ran. */
  public long precopyBytes() {
    return get(PRECOPY_SENT_BYTES);
  }

  /** Bytes read after the guest was paused. */
  public long stopCopyBytes() {
    return get(STOP_COPY_SENT_BYTES);
  }

  /** Chunks handed to the channels. */
  public long chunks() {
    return get(CHUNKS);
  }

  /** Time spent reading. */
  public long readNanos() {
    return get(READ_NANOS);
  }

  /** The state it is in. */
  public DeviceState state() {
    return DeviceState.of((int) get(STATE));
  }

  void inState(DeviceState state) {
    set(STATE, state.number());
  }

  void answered(PendingBytes pending) {
    set(QUERIES, values[QUERIES] + 1);
    VarHandle.storeStoreFence();
    set(INITIAL_BYTES, pending.initialBytes());
    set(DIRTY_BYTES, pending.dirtyBytes());
    set(STOP_COPY_BYTES, pending.stopCopyBytes());
    set(REINITS, pending.reinits());
    set(DIRTY_RATE, pending.dirtyBytesPerSecond());
    set(QUERIES, values[QUERIES] + 1);
  }

  /** Must come before the chunk is published, so that nobody can load more than was counted. */
  void saved(long bytes, long readNanos, ChunkKind kind) {
    int gauge = kind == ChunkKind.STOP_COPY ? STOP_COPY_SENT_BYTES : PRECOPY_SENT_BYTES;
    set(gauge, values[gauge] + bytes);
    set(READ_NANOS, values[READ_NANOS] + readNanos);
    set(CHUNKS, values[CHUNKS] + 1);
  }

  /** As above. */
  void tagged() {
    set(CHUNKS, values[CHUNKS] + 1);
  }

  private long get(int index) {
    return (long) VALUES.getAcquire(values, index);
  }

  private void set(int index, long value) {
    VALUES.setRelease(values, index, value);
  }
}
