package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A channel refuses what would break it. */
interface OwnerContract extends Sides {
  @Test
  default void refusesRegionsOutsideTheSlab() {
    long length = left().slab.length();
    for (long[] region : new long[][] {{-1, 1}, {length, 1}, {length - 1, 2}, {0, 0}, {0, -5}}) {
      assertThatThrownBy(() -> left().channel.send(region[0], (int) region[1], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> left().channel.receive(region[0], (int) region[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(left().channel.inFlight()).isZero();
  }

  @Test
  default void refusesASecondOperationOfAKind() {
    left().channel.send(0, 1, 0);
    left().channel.receive(0, 1);
    assertThatThrownBy(() -> left().channel.send(1, 1, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("canSend()");
    assertThatThrownBy(() -> left().channel.receive(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("canReceive()");
  }

  @Test
  default void refusesOtherThreads() throws InterruptedException {
    for (Runnable misuse :
        new Runnable[] {
          () -> left().channel.send(0, 1, 0),
          () -> left().channel.receive(0, 1),
          () -> left().channel.poll(left().heard),
          () -> left().channel.await(1),
          () -> left().channel.close()
        }) {
      assertThat(failureElsewhere(misuse))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("belongs to thread '" + Thread.currentThread().getName() + "'");
    }
  }

  @Test
  default void refusesToOpenTwice() {
    assertThatThrownBy(() -> left().channel.open())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is open already");
  }

  /** Runs something on another thread, to its end. */
  private static @Nullable Throwable failureElsewhere(Runnable task) throws InterruptedException {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(task, "intruder");
    thread.setUncaughtExceptionHandler((ignored, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    return failure.get();
  }
}
