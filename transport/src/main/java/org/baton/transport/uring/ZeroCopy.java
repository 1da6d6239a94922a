package org.baton.transport.uring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.iovec;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.ResourceLimit;

/**
 * Which sends go out without a copy, from where, and why not.
 *
 * <p>The slab is registered with the ring in pieces, because one registration is limited to 1 GiB;
 * a region that lies across two pieces is sent plainly. The first refusal turns zero copy off for
 * ever.
 *
 * <p><b>Threading:</b> the channel's owner; {@link #describe()} any.
 */
final class ZeroCopy {
  /** The most that the kernel registers in one piece. */
  static final long PIECE_BYTES = 1L << 30;

  private final int thresholdBytes;
  private final long pieceBytes;
  private boolean on;
  private volatile String state;

  private ZeroCopy(boolean on, int thresholdBytes, long pieceBytes, String state) {
    this.on = on;
    this.thresholdBytes = thresholdBytes;
    this.pieceBytes = pieceBytes;
    this.state = state;
  }

  /** None, and why. */
  static ZeroCopy off(String cause) {
    return new ZeroCopy(false, Integer.MAX_VALUE, PIECE_BYTES, "plain SEND (" + cause + ")");
  }

  /** For sends of at least that many bytes, once {@link #register} has worked. */
  static ZeroCopy from(int thresholdBytes, long pieceBytes) {
    return new ZeroCopy(true, thresholdBytes, pieceBytes, "not registered");
  }

  /**
   * Registers the slab with the ring, if zero copy is wanted; turns it off if the kernel refuses.
   */
  void register(Ring ring, long address, long length) {
    if (!on) {
      return;
    }
    int pieces = Math.toIntExact(Math.ceilDiv(length, pieceBytes));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vectors = iovec.allocateArray(pieces, arena);
      for (int i = 0; i < pieces; i++) {
        MemorySegment vector = iovec.asSlice(vectors, i);
        iovec.iov_base(vector, MemorySegment.ofAddress(address + i * pieceBytes));
        iovec.iov_len(vector, Math.min(pieceBytes, length - i * pieceBytes));
      }
      int result = ring.registerBuffers(vectors.address(), pieces);
      if (result < 0) {
        refuse("registering %d bytes: %s".formatted(length, explain(-result)));
      } else {
        state = "SEND_ZC from %d bytes, slab registered".formatted(thresholdBytes);
      }
    }
  }

  /** Whether a region goes out without a copy. */
  boolean covers(long offset, int length) {
    return on
        && length >= thresholdBytes
        && offset / pieceBytes == (offset + length - 1) / pieceBytes;
  }

  /** The registered piece of a region that is covered. */
  int piece(long offset) {
    return (int) (offset / pieceBytes);
  }

  /** Whether an error of a send means that the kernel will not do it without a copy. */
  static boolean isRefusal(int errno) {
    return errno == Linux.ENOMEM()
        || errno == Linux.EOPNOTSUPP()
        || errno == Linux.ENOBUFS()
        || errno == Linux.EINVAL();
  }

  /** Turns zero copy off because the kernel refused a send. */
  void refuse(int errno) {
    refuse("SEND_ZC: " + explain(errno));
  }

  /** What is in use, and why. */
  String describe() {
    return state;
  }

  private void refuse(String cause) {
    on = false;
    state = "plain SEND (zero copy was refused: " + cause + ")";
  }

  private static String explain(int errno) {
    String said = Errno.describe(errno);
    if (errno == Linux.ENOMEM()) {
      return "%s; the limit of locked memory is %s: raise it (ulimit -l, LimitMEMLOCK)"
          .formatted(said, lockedMemoryLimit());
    }
    if (errno == Linux.EOPNOTSUPP()) {
      return said + "; the protocol has none";
    }
    return said;
  }

  private static String lockedMemoryLimit() {
    ResourceLimit limit = ResourceLimit.get(Linux.RLIMIT_MEMLOCK());
    return limit.soft() == ResourceLimit.UNLIMITED ? "unlimited" : limit.soft() + " bytes";
  }
}
