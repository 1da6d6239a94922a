package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A participant goes no further than the destination's slots, nor far ahead of its channels. */
class CreditWindowTest {
  private final CreditWindow credit = new CreditWindow(4, 2);

  @Test
  void itStaysCloseToWhatIsSent() {
    assertThat(credit.covers(1)).isTrue();
    assertThat(credit.covers(2)).isFalse();
    credit.sent();

    assertThat(credit.covers(2)).isTrue();
    assertThat(credit.covers(3)).isFalse();
  }

  @Test
  void itStaysWithinWhatIsLoaded() {
    for (int chunk = 0; chunk < 4; chunk++) {
      credit.sent();
    }
    assertThat(credit.covers(3)).isTrue();
    assertThat(credit.covers(4)).isFalse();

    assertThat(credit.advance(1, 4)).isTrue();
    assertThat(credit.covers(4)).isTrue();
    assertThat(credit.covers(5)).isFalse();
  }

  @Test
  void aDestinationCannotHaveLoadedMoreThanWasSentNorLessThanBefore() {
    assertThat(credit.advance(3, 2)).isFalse();
    assertThat(credit.advance(2, 2)).isTrue();
    assertThat(credit.advance(1, 2)).isFalse();
  }

  @Test
  void onlyTheStepThatLetsAWaitingParticipantGoOnWakesIt() {
    for (int chunk = 0; chunk < 3; chunk++) {
      credit.sent();
    }
    assertThat(credit.covers(5)).isFalse();

    credit.advance(1, 3);
    assertThat(credit.takeAwaited()).as("chunk 5 is beyond the window").isFalse();
    credit.advance(2, 3);
    assertThat(credit.takeAwaited()).as("and 3 ahead of what is sent").isFalse();
    credit.sent();
    assertThat(credit.takeAwaited()).isTrue();
    assertThat(credit.takeAwaited()).as("once").isFalse();
  }

  @Test
  void nobodyIsWokenWhoDoesNotWait() {
    assertThat(credit.covers(0)).isTrue();
    credit.sent();

    assertThat(credit.takeAwaited()).isFalse();
  }

  @Test
  void aChunkMayWaitForASlotAlthoughItHasCredit() {
    assertThat(credit.covers(0)).isTrue();
    credit.await(0);

    assertThat(credit.takeAwaited()).isTrue();
  }
}
