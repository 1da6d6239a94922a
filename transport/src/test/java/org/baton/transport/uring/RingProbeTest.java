package org.baton.transport.uring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.bindings.linux.Linux;
import org.baton.transport.Feature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RingProbeTest {
  @Test
  void aWillingKernelNeedsNoCause() {
    RingReport report = RingProbe.run(RingCalls.KERNEL);

    assertThat(report.denial()).isEmpty();
    assertThat(report.features()).first().isEqualTo(Feature.available("io_uring"));
    assertThat(report.features())
        .allSatisfy(
            feature -> assertThat(feature.available()).isEqualTo(feature.cause().isEmpty()));
  }

  @ParameterizedTest
  @EnumSource(
      value = SetupFlag.class,
      names = {"SUBMIT_ALL", "SINGLE_ISSUER", "DEFER_TASKRUN", "TASKRUN_FLAG", "NO_SQARRAY"})
  void aRefusedFlagIsLeftOutAloneAndItsCauseKept(SetupFlag refused) {
    RingReport all = RingProbe.run(RingCalls.KERNEL);
    RingReport report = RingProbe.run(new FakeRingCalls().refuseFlag(refused));

    assertThat(report.denial()).isEmpty();
    assertThat(report.options().setupFlags()).doesNotContain(refused);
    assertThat(report.features())
        .contains(
            Feature.missing(
                refused.constant(),
                "io_uring_setup: EINVAL (Invalid argument)",
                "Linux " + refused.since() + " has it"));
    assertThat(report.options().setupFlags())
        .containsAll(
            all.options().setupFlags().stream()
                .filter(flag -> flag != refused)
                .filter(flag -> flag.isWanted(report.options().setupFlags(), true))
                .toList());
  }

  @Test
  void aFlagThatNeedsARefusedOneSaysSo() {
    RingReport report = RingProbe.run(new FakeRingCalls().refuseFlag(SetupFlag.SINGLE_ISSUER));

    assertThat(report.features())
        .contains(
            Feature.missing(
                "IORING_SETUP_DEFER_TASKRUN",
                "it needs IORING_SETUP_SINGLE_ISSUER and IORING_FEAT_EXT_ARG",
                ""));
    assertThat(report.options().setupFlags()).contains(SetupFlag.COOP_TASKRUN);
  }

  @Test
  void aKernelWithoutAnyFlagStillServes() {
    FakeRingCalls old = new FakeRingCalls();
    List.of(SetupFlag.values()).forEach(old::refuseFlag);
    RingReport report = RingProbe.run(old);

    assertThat(report.denial()).isEmpty();
    assertThat(report.options().setupFlags()).isEmpty();
  }

  @Test
  void registrationsAreLeftOutWithTheirCause() {
    RingReport report =
        RingProbe.run(
            new FakeRingCalls()
                .refuseRegistration(Linux.IORING_REGISTER_RING_FDS(), Linux.EINVAL())
                .refuseRegistration(Linux.IORING_REGISTER_BUFFERS(), Linux.ENOMEM()));

    assertThat(report.denial()).isEmpty();
    assertThat(report.options().registersFd()).isFalse();
    assertThat(report.noZeroCopy()).contains("ENOMEM");
    assertThat(report.features())
        .filteredOn(feature -> feature.name().equals("IORING_REGISTER_BUFFERS"))
        .singleElement()
        .satisfies(feature -> assertThat(feature.advice()).contains("ulimit -l"));
  }

  @Test
  void aKernelWithoutTimedWaitsStillServes() {
    RingReport report = RingProbe.run(new FakeRingCalls().hideFeature(Linux.IORING_FEAT_EXT_ARG()));

    assertThat(report.denial()).isEmpty();
    assertThat(report.options().waitsWithTimeout()).isFalse();
    assertThat(report.options().setupFlags())
        .doesNotContain(SetupFlag.DEFER_TASKRUN)
        .contains(SetupFlag.COOP_TASKRUN);
  }

  @Test
  void aDenialNamesTheErrorAndWhatToDo() {
    RingReport report = RingProbe.run(new FakeRingCalls().refuseSetup(Linux.EPERM()));

    assertThat(report.denial())
        .startsWith("io_uring_setup: EPERM")
        .contains("allow io_uring_setup");
    assertThat(report.features())
        .singleElement()
        .satisfies(feature -> assertThat(feature.available()).isFalse());
  }

  @Test
  void aKernelWithoutFastPollIsTooOld() {
    RingReport report =
        RingProbe.run(new FakeRingCalls().hideFeature(Linux.IORING_FEAT_FAST_POLL()));

    assertThat(report.denial()).contains("FAST_POLL").contains("5.7");
  }
}
