package org.baton.transport.socket;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.baton.bindings.linux.Linux;
import org.baton.transport.TransportException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * Wake against close: a hypervisor's answer comes to a conductor that has ended. The number of the
 * eventfd that was closed belongs to the next file that is opened.
 */
@JCStressTest
@State
@Outcome(id = "no other was woken", expect = ACCEPTABLE, desc = "Too late, or just in time.")
@Outcome(
    id = "woke another",
    expect = FORBIDDEN,
    desc = "Written to an eventfd after its close: to whatever has its number now.")
public class WakeAfterCloseStress {
  private static final ThreadLocal<PollSet> POLL = ThreadLocal.withInitial(() -> new PollSet(1));

  private final WakeSignal signal = open();
  private WakeSignal other = signal;

  {
    // Only a wake that finds the owner asleep calls the kernel.
    signal.fallAsleep();
  }

  private static WakeSignal open() {
    try {
      return WakeSignal.open();
    } catch (TransportException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any thread. */
  @Actor
  public void waker() {
    signal.wake();
  }

  /** The owner, and then whoever opens a file. */
  @Actor
  public void owner() {
    signal.close();
    other = open();
  }

  /** Looks whether the new one is readable. */
  @Arbiter
  public void look(L_Result result) {
    PollSet poll = POLL.get();
    poll.set(0, other.fd(), Linux.POLLIN());
    result.r1 = poll.await(0) == 0 ? "no other was woken" : "woke another";
    other.close();
  }
}
