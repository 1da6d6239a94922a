package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  void aHoldEndsOnWhatIsRequestedAfterItsExplanation() throws Exception {
    interruption.request();
    CountDownLatch explained = new CountDownLatch(1);
    Thread holding =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    interruption.hold(explained::countDown);
                  } catch (InterruptedException e) {
                    events.add("interrupted");
                  }
                });
    assertThat(explained.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(holding.join(Duration.ofMillis(200))).isFalse();
    interruption.request();
    assertThat(holding.join(Duration.ofSeconds(10))).isTrue();
    assertThat(events).isEmpty();
  }
}
