package org.baton.transport.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.pollfd;
import org.baton.bindings.sys.Libc;

/**
 * The descriptors of one {@code poll(2)}, filled in anew before each call.
 *
 * <pre>
 *   0        4        6        8
 *   +--------+--------+--------+
 *   |   fd   | events | revents|   struct pollfd, one for each descriptor
 *   +--------+--------+--------+
 * </pre>
 *
 * <p><b>Threading:</b> one thread. Allocates nothing after construction.
 */
public final class PollSet {
  /** A descriptor that {@code poll(2)} skips. */
  public static final int IGNORED = -1;

  private static final long SIZE = pollfd.sizeof();
  private static final long FD = pollfd.fd$offset();
  private static final long EVENTS = pollfd.events$offset();
  private static final long REVENTS = pollfd.revents$offset();

  private final MemorySegment fds;
  private final int count;

  /** Creates a set of ignored descriptors. */
  public PollSet(int count) {
    this.count = count;
    this.fds = Arena.ofAuto().allocate(SIZE * count, Long.BYTES);
    for (int i = 0; i < count; i++) {
      set(i, IGNORED, 0);
    }
  }

  /** Says what to wait for at one place of the set. */
  public void set(int index, int fd, int events) {
    fds.set(JAVA_INT, index * SIZE + FD, fd);
    fds.set(JAVA_SHORT, index * SIZE + EVENTS, (short) events);
  }

  /**
   * Waits until one is ready.
   *
   * @param timeoutMillis at most this long
   * @return how many are ready, 0 after the time or a signal, or the negated error number
   */
  public int await(int timeoutMillis) {
    return Libc.poll(fds.address(), count, timeoutMillis);
  }

  /** Whether the last wait found the descriptor at this place ready, or in error. */
  public boolean isReady(int index) {
    return fds.get(JAVA_SHORT, index * SIZE + REVENTS) != 0;
  }
}
