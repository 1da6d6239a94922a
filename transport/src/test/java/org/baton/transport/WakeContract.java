package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sleeping owner wakes for whatever it must hear. Waits of an hour: a lost wake hangs. */
interface WakeContract extends Sides {
  long HOUR_NANOS = 3_600_000_000_000L;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aShutdownFromAnotherThreadWakesTheOwner(boolean receiving)
      throws InterruptedException {
    if (receiving) {
      left().channel.receive(0, 10);
    }
    Thread other = elsewhere(() -> left().channel.shutdown());
    while (!left().heard.closed) {
      left().channel.await(HOUR_NANOS);
      left().channel.poll(left().heard);
    }
    other.join();
    assertThat(left().heard.cause).hasMessageContaining("was shut down on this side");
    assertThat(left().channel.inFlight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  default void aWakeupFromAnotherThreadEndsTheWait(boolean receiving) throws InterruptedException {
    if (receiving) {
      left().channel.receive(0, 10);
    }
    for (int i = 0; i < 200; i++) {
      Thread other = elsewhere(() -> left().channel.wakeup());
      left().channel.poll(left().heard);
      left().channel.await(HOUR_NANOS);
      other.join();
      // A signal that came late may end one more wait; it must not end them all.
      left().channel.poll(left().heard);
      left().channel.await(1_000_000);
    }
    assertThat(left().heard.closed).isFalse();
  }

  @Test
  default void aWakeupBeforeTheWaitPreventsIt() {
    left().channel.wakeup();
    left().channel.await(HOUR_NANOS);
    assertThat(left().heard.closed).isFalse();
  }

  @Test
  default void aShutdownBeforeTheWaitPreventsIt() {
    left().channel.shutdown();
    left().channel.await(HOUR_NANOS);
    assertThat(left().channel.poll(left().heard)).isEqualTo(1);
    assertThat(left().heard.closed).isTrue();
  }

  @Test
  default void arrivingBytesEndTheWait() {
    left().channel.receive(0, 10);
    right().channel.send(0, 10, 0);
    right().channel.poll(right().heard);
    while (left().heard.received == 0) {
      left().channel.await(HOUR_NANOS);
      left().channel.poll(left().heard);
    }
    assertThat(left().heard.events).containsExactly("received 10 at 0");
  }

  @Test
  default void theEndOfThePeerEndsTheWait() {
    left().channel.receive(0, 10);
    right().channel.close();
    while (!left().heard.closed) {
      left().channel.await(HOUR_NANOS);
      left().channel.poll(left().heard);
    }
    assertThat(left().heard.cause).isNull();
  }

  @Test
  default void aWaitEndsWithItsTime() {
    left().channel.receive(0, 10);
    left().channel.await(2_000_000);
    assertThat(left().channel.poll(left().heard)).isZero();
  }

  private static Thread elsewhere(Runnable task) {
    Thread thread = new Thread(task, "other");
    thread.start();
    return thread;
  }
}
