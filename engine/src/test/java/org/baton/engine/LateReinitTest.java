package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that re-initialises when the guest is already being paused. */
class LateReinitTest {
  private static final String BUSY = "name=busy0,initialBytes=512K,stopCopyBytes=256K";
  private static final String IDLE = "name=idle0,initialBytes=256K,stopCopyBytes=256K";

  /** The guest re-initialises the first device with its last breath, so many times. */
  private static MigrationPair pair(LateReinitPolicy policy, int times) throws Exception {
    MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(BUSY).device(IDLE);
    pair.source.lateReinitPolicy(policy);
    AtomicInteger left = new AtomicInteger(times);
    pair.sourceGuest.beforePause(
        () -> {
          if (left.getAndDecrement() > 0) {
            pair.sourceDevices.get(0).requestReinit();
          }
        });
    return pair;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void retreatsAndCompletes(int times) throws Exception {
    try (MigrationPair pair = pair(LateReinitPolicy.RETREAT, times)) {
      MigrationPair.Reports reports = pair.run();

      Outcome.assertCompleted(pair, reports);
      MigrationReport report = reports.source();
      assertThat(report.switchover().retreats()).isEqualTo(times);
      assertThat(report.switchover().retreatNanos()).isPositive();
      assertThat(pair.sourceGuest.pauses()).isEqualTo(times + 1);
      assertThat(report.participants().get(0).acks().received()).isEqualTo(times + 1);
      assertThat(report.participants().get(1).acks().received()).isOne();
    }
  }

  @Test
  void retreatsNotForEver() throws Exception {
    try (MigrationPair pair = pair(LateReinitPolicy.RETREAT, 100)) {
      pair.source.maxRetreats(2);
      assertNamed(pair, pair.run().source());
      assertThat(pair.sourceGuest.pauses()).isEqualTo(3);
    }
  }

  @Test
  void failsAndTheGuestRunsOn() throws Exception {
    try (MigrationPair pair = pair(LateReinitPolicy.FAIL, 1)) {
      assertNamed(pair, pair.run().source());
    }
  }

  private static void assertNamed(MigrationPair pair, MigrationReport report) throws Exception {
    Failure failure = Outcome.assertSourceHasItBack(pair, report);
    assertThat(failure.code()).isEqualTo(FailCode.DEVICE);
    assertThat(failure.participant()).isEqualTo("busy0");
    assertThat(failure.cause()).contains("re-initialised after the switchover was decided");
  }

  @Test
  void proceedsAndCompletes() throws Exception {
    try (MigrationPair pair = pair(LateReinitPolicy.PROCEED, 1)) {
      MigrationPair.Reports reports = pair.run();

      Outcome.assertCompleted(pair, reports);
      assertThat(reports.source().switchover().lateReinits()).isOne();
      assertThat(reports.source().switchover().retreats()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEGACY", "OFF"})
  void mattersOnlyWhenAcksAreReusable(SwitchoverAckMode mode) throws Exception {
    try (MigrationPair pair = pair(LateReinitPolicy.FAIL, 1)) {
      pair.source.switchoverAck(mode);
      Outcome.assertCompleted(pair, pair.run());
    }
  }
}
