package org.baton.transport.uring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.__kernel_timespec;
import org.baton.bindings.linux.io_uring_getevents_arg;
import org.baton.bindings.linux.io_uring_rsrc_update;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.SystemCallException;
import org.baton.transport.socket.Deadline;
import org.baton.transport.socket.PollSet;

/**
 * One io_uring with its two queues.
 *
 * <p><b>Threading:</b> made and used by one thread ({@code IORING_SETUP_SINGLE_ISSUER}); {@link
 * #close()} also by another after that one has ended. Allocates nothing after construction.
 */
final class Ring implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long ARGUMENT_BYTES = io_uring_getevents_arg.sizeof();
  private static final int GET_EVENTS = Linux.IORING_ENTER_GETEVENTS();
  private static final int WAIT = GET_EVENTS | Linux.IORING_ENTER_EXT_ARG();
  private static final int CQ_OVERFLOW = Linux.IORING_SQ_CQ_OVERFLOW();
  private static final int WORK = Linux.IORING_SQ_TASKRUN() | CQ_OVERFLOW;
  private static final int ANY_INDEX = -1;

  private final RingCalls calls;
  private final RingFile file;
  private final MappedMemory queues;
  private final MappedMemory entries;
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;
  private final MemorySegment waitArgument = io_uring_getevents_arg.allocate(Arena.ofAuto());
  private final MemorySegment waitTime = __kernel_timespec.allocate(Arena.ofAuto());
  private final PollSet poll = new PollSet(1);
  private final boolean waitsWithTimeout;
  private final boolean mustEnterForWork;
  private final int registeredIndex;
  private final int enterFd;
  private final int enterFlags;

  /**
   * Makes a ring, for the calling thread.
   *
   * @param entries submissions at a time
   * @param completions room in the completion queue
   * @throws SystemCallException if the kernel refuses
   */
  static Ring create(RingCalls calls, RingOptions options, int entries, int completions) {
    RingFile file = RingFile.create(calls, entries, completions, options.setupFlags());
    try {
      boolean hasArray = !options.has(SetupFlag.NO_SQARRAY);
      MappedMemory queues = map(file, Linux.IORING_OFF_SQ_RING(), file.ringBytes(hasArray));
      try {
        MappedMemory sqes = map(file, Linux.IORING_OFF_SQES(), file.entriesBytes());
        return new Ring(calls, options, file, queues, sqes);
      } catch (SystemCallException e) {
        queues.close();
        throw e;
      }
    } catch (SystemCallException e) {
      file.close();
      throw e;
    }
  }

  private Ring(
      RingCalls calls,
      RingOptions options,
      RingFile file,
      MappedMemory queues,
      MappedMemory entries) {
    this.calls = calls;
    this.file = file;
    this.queues = queues;
    this.entries = entries;
    this.submissions =
        new SubmissionQueue(
            queues.segment(),
            entries.segment(),
            file.submissionOffsets(),
            !options.has(SetupFlag.NO_SQARRAY));
    this.completions = new CompletionQueue(queues.segment(), file.completionOffsets());
    this.waitsWithTimeout = options.waitsWithTimeout();
    this.mustEnterForWork =
        options.has(SetupFlag.DEFER_TASKRUN) && !options.has(SetupFlag.TASKRUN_FLAG);
    io_uring_getevents_arg.ts(waitArgument, waitTime.address());
    poll.set(0, file.fd(), Linux.POLLIN());
    // A thread has 16 places for registered rings; a ring without one works, a little slower.
    this.registeredIndex = options.registersFd() ? registerFd(calls, file.fd()) : ANY_INDEX;
    this.enterFd = registeredIndex >= 0 ? registeredIndex : file.fd();
    this.enterFlags = registeredIndex >= 0 ? Linux.IORING_ENTER_REGISTERED_RING() : 0;
  }

  /** Registers a ring's descriptor for the calling thread: its index, or the negated errno. */
  static int registerFd(RingCalls calls, int fd) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment update = io_uring_rsrc_update.allocate(arena);
      io_uring_rsrc_update.offset(update, ANY_INDEX);
      io_uring_rsrc_update.data(update, fd);
      int result = calls.register(fd, Linux.IORING_REGISTER_RING_FDS(), update.address(), 1);
      return result < 0 ? result : io_uring_rsrc_update.offset(update);
    }
  }

  /** Gives back an index of {@link #registerFd}. */
  static void unregisterFd(RingCalls calls, int fd, int index) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment update = io_uring_rsrc_update.allocate(arena);
      io_uring_rsrc_update.offset(update, index);
      // On another thread the index names nothing; this thread's end has freed it there.
      int ignored = calls.register(fd, Linux.IORING_UNREGISTER_RING_FDS(), update.address(), 1);
    }
  }

  /** Where entries are added. */
  SubmissionQueue submissions() {
    return submissions;
  }

  /** Where completions come from. */
  CompletionQueue completions() {
    return completions;
  }

  /** Whether completions have been lost sight of because their queue was full. */
  boolean hasOverflown() {
    return (submissions.flags() & CQ_OVERFLOW) != 0;
  }

  /**
   * Whether {@link #enter()} can do anything now.
   *
   * @param inKernel operations that the kernel has
   */
  boolean needsEnter(int inKernel) {
    if (submissions.pending() > 0 || (submissions.flags() & WORK) != 0) {
      return true;
    }
    // Without the flag only entering tells, and a full look costs a system call.
    return mustEnterForWork && inKernel > 0 && !completions.hasNext();
  }

  /**
   * Submits, and lets the kernel finish what it can, without waiting.
   *
   * @return 0, or the negated errno of a failure that repeating does not mend
   */
  int enter() {
    return settle(calls.enter(enterFd, submissions.pending(), 0, GET_EVENTS | enterFlags, 0, 0));
  }

  /**
   * Submits, and waits for a completion.
   *
   * @param timeoutNanos at most this long
   * @return 0, or the negated errno of a failure that repeating does not mend
   */
  int enterAndWait(long timeoutNanos) {
    if (!waitsWithTimeout) {
      int entered = enter();
      if (entered < 0 || completions.hasNext()) {
        return entered;
      }
      return Math.min(poll.await(Deadline.millis(timeoutNanos)), 0);
    }
    __kernel_timespec.tv_sec(waitTime, timeoutNanos / NANOS_PER_SECOND);
    __kernel_timespec.tv_nsec(waitTime, timeoutNanos % NANOS_PER_SECOND);
    return settle(
        calls.enter(
            enterFd,
            submissions.pending(),
            1,
            WAIT | enterFlags,
            waitArgument.address(),
            ARGUMENT_BYTES));
  }

  /**
   * Registers memory for sends without a copy.
   *
   * @param vectors the address of an array of {@code struct iovec}
   * @return 0 or the negated errno
   */
  int registerBuffers(long vectors, int count) {
    return calls.register(file.fd(), Linux.IORING_REGISTER_BUFFERS(), vectors, count);
  }

  /** Gives up the ring. What the kernel still has is cancelled. */
  @Override
  public void close() {
    if (registeredIndex >= 0) {
      unregisterFd(calls, file.fd(), registeredIndex);
    }
    file.close();
    entries.close();
    queues.close();
  }

  private int settle(int result) {
    if (result >= 0) {
      submissions.took(result);
      return 0;
    }
    return isTransient(-result) ? 0 : result;
  }

  private static boolean isTransient(int errno) {
    return errno == Linux.EINTR()
        || errno == Linux.ETIME()
        || errno == Linux.EAGAIN()
        || errno == Linux.EBUSY();
  }

  private static MappedMemory map(RingFile file, long offset, long length) {
    return MappedMemory.shared(
        file.fd(), offset, length, Linux.PROT_READ() | Linux.PROT_WRITE(), Linux.MAP_POPULATE());
  }
}
