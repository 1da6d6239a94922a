package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.engine.participant.PendingBytes;
import org.junit.jupiter.api.Test;

/** Who makes precopy endless is named, with how fast, and what is not fast enough. */
class ConvergenceTest {
  private static final long MIB = 1L << 20;
  private static final long SECOND = 1_000_000_000;

  private final SavingState nic0 = device(0);
  private final SavingState nic1 = device(1);

  private static SavingState device(int number) {
    return new SavingState(new AckState(number, "nic" + number, true, AckCounters.inMemory()));
  }

  private static void dirties(SavingState state, long bytesPerSecond, long left) {
    PendingBytes pending = new PendingBytes();
    pending.set(0, left, 0, 0);
    pending.measured(bytesPerSecond);
    state.answered(pending);
  }

  private String obstacle(double link) {
    return Convergence.obstacle(List.of(nic0, nic1), link);
  }

  @Test
  void theLinkIsTooSlowForOneDevice() {
    dirties(nic0, 1_229 * MIB, 500 * MIB);
    dirties(nic1, 10 * MIB, 0);
    assertThat(obstacle(900 * MIB))
        .isEqualTo("nic0 dirties 1.2 GiB/s, the link carries 900.0 MiB/s");
  }

  @Test
  void theDriverOrTheDestinationIsTooSlow() {
    nic0.saving.sample(256 * MIB, SECOND);
    nic1.loading.sample(64 * MIB, SECOND);
    nic1.saving.sample(64 * MIB, SECOND / 1_000);
    dirties(nic0, 300 * MIB, 500 * MIB);
    dirties(nic1, 64 * MIB, 500 * MIB);
    assertThat(obstacle(4_000 * MIB))
        .isEqualTo(
            "nic0 dirties 300.0 MiB/s, its driver reads 256.0 MiB/s; nic1 dirties 64.0 MiB/s,"
                + " the destination loads 64.0 MiB/s");
  }

  /** It makes as much as is taken from it, which is a little less than its driver could read. */
  @Test
  void aDeviceWhoseMemoryIsAllDirtyMakesNoMoreThanIsTaken() {
    nic0.saving.sample(977 * MIB, 10 * SECOND);
    dirties(nic0, 92 * MIB, 256 * MIB);
    assertThat(obstacle(169 * MIB))
        .isEqualTo("nic0 dirties 92.0 MiB/s, its driver reads 97.7 MiB/s");
  }

  @Test
  void oneThatIsQuietEnoughIsNoObstacle() {
    nic0.saving.sample(100 * MIB, SECOND);
    dirties(nic0, 70 * MIB, 256 * MIB);
    assertThat(obstacle(169 * MIB)).isEmpty();
  }

  @Test
  void theLinkIsTooSlowForAllTogether() {
    dirties(nic0, 500 * MIB, 500 * MIB);
    dirties(nic1, 600 * MIB, 500 * MIB);
    assertThat(obstacle(900 * MIB))
        .isEqualTo("nic0 and nic1 together dirty 1.1 GiB/s, the link carries 900.0 MiB/s");
  }

  /** What a quiet link was seen to carry is just what there was. */
  @Test
  void whatIsReadAsItComesIsNoObstacle() {
    dirties(nic0, 100 * MIB, MIB);
    dirties(nic1, 0, 500 * MIB);
    assertThat(obstacle(100 * MIB)).isEmpty();
  }

  @Test
  void nothingIsSaidBeforeAnythingIsKnown() {
    dirties(nic0, 1_200 * MIB, 500 * MIB);
    assertThat(obstacle(0)).isEmpty();
  }

  @Test
  void theObstacleHasBoth() {
    SourceRig rig = new SourceRig();
    rig.to(SourcePhase.PRECOPY);
    for (int i = 0; i < SourceRig.PARTICIPANTS; i++) {
      PendingBytes pending = new PendingBytes();
      pending.set(0, 8_000 * MIB, 0, 0);
      pending.measured(300 * MIB);
      rig.conductor.onPending(i, pending);
      rig.conductor.onSaved(i, 256 * MIB, SECOND);
    }
    rig.tick(1);
    assertThat(rig.conductor.obstacle())
        .contains("is over the limit of 1000.0 ms; nic0 dirties 300.0 MiB/s, its driver reads 256");
  }
}
