package org.baton.bindings.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Arrays;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.cmsghdr;
import org.baton.bindings.linux.iovec;
import org.baton.bindings.linux.msghdr;

/**
 * Descriptors handed from process to process over a local socket, {@code SCM_RIGHTS} of {@code
 * unix(7)}: how a device opened by a privileged process gets to one that may not open it.
 *
 * <p>The payload carries at least one byte, because the kernel attaches the descriptors to it.
 */
public final class FdPassing {
  /** The most descriptors one message carries, the kernel's {@code SCM_MAX_FD}. */
  public static final int MAX_FDS = 253;

  private FdPassing() {}

  /**
   * Sends bytes and descriptors in one message. The descriptors stay open here.
   *
   * @param socket a socket of {@code AF_UNIX}
   * @param payload the bytes, at least one
   * @param fds the descriptors, at least one and at most {@link #MAX_FDS}
   * @return the bytes sent, or the negated error number
   */
  public static long send(int socket, MemorySegment payload, int... fds) {
    requireSizes(payload, fds);
    try (Arena arena = Arena.ofConfined()) {
      long address = Addresses.readable(payload, 0, payload.byteSize());
      MemorySegment control = control(arena, fds.length);
      MemorySegment message = message(arena, address, payload.byteSize(), control);
      cmsghdr.cmsg_len(control, cmsghdr.sizeof() + (long) fds.length * Integer.BYTES);
      cmsghdr.cmsg_level(control, Linux.SOL_SOCKET());
      cmsghdr.cmsg_type(control, Linux.SCM_RIGHTS());
      MemorySegment.copy(fds, 0, control, JAVA_INT, cmsghdr.sizeof(), fds.length);
      return Sockets.sendmsg(socket, message, 0);
    } finally {
      // The message holds its bare address only.
      Reference.reachabilityFence(payload);
    }
  }

  /**
   * Receives bytes and the descriptors that came with them. The descriptors are this process's own,
   * to be closed by the caller, and not inherited by programs.
   *
   * @param socket a socket of {@code AF_UNIX}
   * @param payload where the bytes go, at least one
   * @param fds where the descriptors go; the entries past the last one that came are -1
   * @return the bytes received, 0 when the peer has ended, or the negated error number; {@code
   *     -EMSGSIZE} when more descriptors came than {@code fds} holds, and then all of them are
   *     closed
   */
  public static long receive(int socket, MemorySegment payload, int[] fds) {
    requireSizes(payload, fds);
    Arrays.fill(fds, -1);
    try (Arena arena = Arena.ofConfined()) {
      long address = Addresses.writable(payload, 0, payload.byteSize());
      MemorySegment control = control(arena, fds.length);
      MemorySegment message = message(arena, address, payload.byteSize(), control);
      long received = Sockets.recvmsg(socket, message, Linux.MSG_CMSG_CLOEXEC());
      if (received < 0) {
        return received;
      }
      int count = count(control.asSlice(0, msghdr.msg_controllen(message)));
      // The alignment of the control buffer leaves room for one more than fds holds.
      boolean truncated = (msghdr.msg_flags(message) & Linux.MSG_CTRUNC()) != 0;
      if (truncated || count > fds.length) {
        for (int i = 0; i < count; i++) {
          Libc.close(control.get(JAVA_INT, cmsghdr.sizeof() + (long) i * Integer.BYTES));
        }
        return -Linux.EMSGSIZE();
      }
      MemorySegment.copy(control, JAVA_INT, cmsghdr.sizeof(), fds, 0, count);
      return received;
    } finally {
      Reference.reachabilityFence(payload);
    }
  }

  private static MemorySegment message(
      Arena arena, long payload, long length, MemorySegment control) {
    MemorySegment vector = iovec.allocate(arena);
    iovec.iov_base(vector, MemorySegment.ofAddress(payload));
    iovec.iov_len(vector, length);
    MemorySegment message = msghdr.allocate(arena);
    msghdr.msg_iov(message, vector);
    msghdr.msg_iovlen(message, 1);
    msghdr.msg_control(message, control);
    msghdr.msg_controllen(message, control.byteSize());
    return message;
  }

  /** {@code CMSG_SPACE}: the header, then the descriptors, padded to the header's alignment. */
  private static MemorySegment control(Arena arena, int fds) {
    long align = cmsghdr.layout().byteAlignment();
    long padded = ((long) fds * Integer.BYTES + align - 1) / align * align;
    return arena.allocate(cmsghdr.sizeof() + padded, align);
  }

  /** How many descriptors one control message holds, 0 when there is none. */
  private static int count(MemorySegment control) {
    if (control.byteSize() < cmsghdr.sizeof()
        || cmsghdr.cmsg_level(control) != Linux.SOL_SOCKET()
        || cmsghdr.cmsg_type(control) != Linux.SCM_RIGHTS()) {
      return 0;
    }
    return (int) ((cmsghdr.cmsg_len(control) - cmsghdr.sizeof()) / Integer.BYTES);
  }

  private static void requireSizes(MemorySegment payload, int[] fds) {
    if (payload.byteSize() == 0) {
      throw new IllegalArgumentException("Descriptors travel with at least one byte");
    }
    if (fds.length < 1 || fds.length > MAX_FDS) {
      throw new IllegalArgumentException(
          "A message carries 1 to %d descriptors, not %d".formatted(MAX_FDS, fds.length));
    }
  }
}
