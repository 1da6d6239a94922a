package org.baton.transport.socket;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.baton.bindings.sys.Descriptors;
import org.baton.bindings.sys.Libc;
import org.baton.transport.TransportException;

/**
 * Lets any thread end one thread's sleep in the kernel, through an {@code eventfd(2)}.
 *
 * <p>A wake that finds the sleeper awake costs one atomic operation and makes its next {@link
 * #fallAsleep()} fail, so that none is lost between the sleeper's last look and its sleep. Only a
 * wake that finds it asleep calls the kernel.
 *
 * <p><b>Threading:</b> {@link #wake()} from any thread, also after {@link #close()}; all else from
 * the sleeper.
 */
public final class WakeSignal implements AutoCloseable {
  private static final int AWAKE = 0;
  private static final int ASLEEP = 1;
  private static final int WOKEN = 2;

  private final AtomicInteger state = new AtomicInteger(AWAKE);
  private final MemorySegment buffer;
  private final int fd;
  private boolean closed;

  private WakeSignal(int fd) {
    this.fd = fd;
    this.buffer = Arena.ofAuto().allocate(JAVA_LONG);
  }

  /**
   * Creates a signal.
   *
   * @throws TransportException if the kernel refuses an eventfd
   */
  public static WakeSignal open() throws TransportException {
    int fd = Descriptors.eventfd(0, 0);
    if (fd < 0) {
      throw Errors.failed("eventfd, with which a waiting thread is woken,", -fd);
    }
    return new WakeSignal(fd);
  }

  /** The eventfd: readable once a wake has found the sleeper asleep. */
  public int fd() {
    return fd;
  }

  /** Ends the sleep that is on, or else prevents the next one. */
  public void wake() {
    if (state.getAndSet(WOKEN) == ASLEEP) {
      signal();
    }
  }

  /**
   * Announces a sleep. After true the caller sleeps on {@link #fd()}, then calls {@link #awake()}.
   *
   * @return false if a wake has come since the last sleep
   */
  public boolean fallAsleep() {
    if (state.compareAndSet(AWAKE, ASLEEP)) {
      return true;
    }
    state.set(AWAKE);
    return false;
  }

  /** Ends a sleep. */
  public void awake() {
    state.set(AWAKE);
  }

  /** Takes the signal off the eventfd, which must be readable. */
  public void drain() {
    // It was readable, and nobody else reads it: nothing can go wrong that matters.
    long ignored = Libc.read(fd, buffer.address(), Long.BYTES);
  }

  /** Makes the eventfd readable whether somebody sleeps or not. */
  public synchronized void signal() {
    if (!closed) {
      Descriptors.signal(fd);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      int ignored = Libc.close(fd);
    }
  }
}
