package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request to end reaches what runs now, or what begins next. */
class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final List<String> events = new ArrayList<>();

  @Test
  void reachesWhatRuns() throws Exception {
    interruption.during(() -> events.add("cancelled"), interruption::request);
    assertThat(events).containsExactly("cancelled");
    assertThat(interruption.isRequested()).isTrue();
  }

  @Test
  void reachesWhatBeginsLater() throws Exception {
    interruption.request();
    interruption.during(() -> events.add("cancelled"), () -> events.add("ran"));
    assertThat(events).containsExactly("cancelled", "ran");
  }

  @Test
  void leavesWhatHasEndedAlone() throws Exception {
    interruption.during(() -> events.add("cancelled"), () -> events.add("ran"));
    interruption.request();
    assertThat(events).containsExactly("ran");
  }

  @Test
  void awaitReturnsOnceRequested() throws Exception {
    Thread waiting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    interruption.await();
                  } catch (InterruptedException e) {
                    events.add("interrupted");
                  }
                });
    interruption.request();
    waiting.join(10_000);
    assertThat(waiting.isAlive()).isFalse();
    assertThat(events).isEmpty();
  }
}
