package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request for a state, and every way one can fail: where the device and its fd end. */
class KernelDeviceStateTest {
  private static final MigrationFlags ALL = new MigrationFlags(7);

  private final FakeKernel kernel = new FakeKernel();
  private KernelDevice device;

  KernelDeviceStateTest() throws VfioException {
    device = take();
  }

  private KernelDevice take() throws VfioException {
    return KernelDevices.fromFd("nic0", kernel.handOver(), FdOwnership.OWNED, kernel);
  }

  @BeforeEach
  void forgetTheOpening() {
    kernel.log.clear();
  }

  @AfterEach
  void closingLeavesNothingOpen() {
    device.close();
    assertThat(kernel.openFds()).isEmpty();
  }

  static Stream<Arguments> allRequests() {
    return states().flatMap(from -> states().map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("allRequests")
  void legalRequestsArriveAndIllegalOnesNeverReachTheKernel(DeviceState from, DeviceState to)
      throws VfioException {
    go(from);
    kernel.log.clear();
    if (DeviceStateTable.isLegal(ALL, from, to)) {
      device.setState(to, DeviceState.ERROR);
      assertThat(kernel.log).containsExactly("STATE SET " + to);
      assertThat(device.state()).isEqualTo(to);
      assertThat(kernel.openFds().contains("data")).isEqualTo(DeviceStateTable.hasSession(to));
    } else {
      VfioException refusal = refusal(to, DeviceState.RUNNING);
      assertThat(refusal.errno()).isEqualTo(Linux.EINVAL());
      assertThat(kernel.log).doesNotContain("STATE SET " + to);
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(kernel.openFds()).containsExactly("device");
    }
  }

  /** From, to, the arc on the way that fails, and whether it fails into ERROR. */
  static Stream<Arguments> everyArcThatFails() {
    return allRequests().filter(request -> isLegal(request)).flatMap(request -> arcs(request));
  }

  private static Stream<Arguments> arcs(Arguments request) {
    DeviceState from = (DeviceState) request.get()[0];
    DeviceState to = (DeviceState) request.get()[1];
    List<DeviceState> walk = DeviceStateTable.walk(ALL, from, to);
    return walk.stream()
        .map(end -> before(from, walk, end) + ">" + end)
        .flatMap(arc -> Stream.of(false, true).map(error -> Arguments.of(from, to, arc, error)));
  }

  static Stream<Arguments> everyArcThatFailsAndEveryRecovery() {
    return everyArcThatFails()
        .flatMap(
            failure ->
                Stream.of(DeviceState.RUNNING, DeviceState.STOP, DeviceState.ERROR)
                    .map(
                        recovery -> {
                          Object[] of = failure.get();
                          return Arguments.of(of[0], of[1], of[2], of[3], recovery);
                        }));
  }

  @ParameterizedTest
  @MethodSource("everyArcThatFailsAndEveryRecovery")
  void failedArcEndsInTheRecoveryStateOrInAReset(
      DeviceState from, DeviceState to, String arc, boolean intoError, DeviceState recovery)
      throws VfioException {
    go(from);
    kernel.driver.arcFailures.put(arc, Linux.EIO());
    kernel.driver.failsIntoError = intoError;
    VfioException refusal = refusal(to, recovery);
    assertThat(refusal.errno()).isEqualTo(Linux.EIO());
    assertThat(refusal)
        .hasMessageStartingWith(
            "device nic0: MIG_DEVICE_STATE SET from " + from + " to " + to + " failed: EIO");
    DeviceState left = left(arc, intoError);
    boolean recovers = canGo(left, recovery, arc);
    assertThat(kernel.driver.state).isEqualTo(recovers ? recovery : DeviceState.RUNNING);
    assertThat(device.state()).isEqualTo(kernel.driver.state);
    assertThat(kernel.log.contains("VFIO_DEVICE_RESET")).isNotEqualTo(recovers);
    assertThat(refusal)
        .hasMessageContaining("; the device was left in " + left + "; ")
        .hasMessageEndingWith(
            recovers
                ? "; the device is in " + recovery + " now"
                : "; the device was reset and is RUNNING now, without a session");
    assertThat(kernel.openFds()).containsExactly("device");
  }

  @ParameterizedTest
  @MethodSource("everyArcThatFails")
  void failedArcWithoutARecoveryIsLeftAlone(
      DeviceState from, DeviceState to, String arc, boolean intoError) throws VfioException {
    go(from);
    kernel.driver.arcFailures.put(arc, Linux.EIO());
    kernel.driver.failsIntoError = intoError;
    kernel.log.clear();
    VfioException refusal = refusal(to);
    DeviceState left = left(arc, intoError);
    assertThat(refusal.errno()).isEqualTo(Linux.EIO());
    assertThat(refusal)
        .hasMessage(
            "device nic0: MIG_DEVICE_STATE SET from %s to %s failed: EIO (Input/output error);"
                + " the device was left in %s",
            from, to, left);
    assertThat(kernel.log).containsExactly("STATE SET " + to, "STATE GET");
    assertThat(device.state()).isEqualTo(left);
    assertThat(kernel.openFds().contains("data"))
        .isEqualTo(DeviceStateTable.keepsSession(from, left));
  }

  @Test
  void driverThatRejectsTheStreamKeepsItsSessionUntilTheReset() throws VfioException {
    go(DeviceState.RESUMING);
    kernel.driver.arcFailures.put("RESUMING>STOP", Linux.EINVAL());
    VfioException refusal = refusal(DeviceState.RUNNING, DeviceState.RESUMING);
    assertThat(refusal)
        .hasMessageContaining("EINVAL")
        .hasMessageContaining("the stream is short or does not fit")
        .hasMessageEndingWith("the device is in RESUMING now");
    assertThat(kernel.openFds()).containsExactly("data", "device");
    refusal = refusal(DeviceState.RUNNING, DeviceState.ERROR);
    assertThat(refusal).hasMessageContaining("was reset and is RUNNING now");
    assertThat(kernel.openFds()).containsExactly("device");
  }

  @Test
  void walkThatFailsAfterLeavingTheSessionHasLostIt() throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.arcFailures.put("RUNNING_P2P>STOP", Linux.EIO());
    assertThat(refusal(DeviceState.STOP, DeviceState.RUNNING_P2P))
        .hasMessageEndingWith("the device is in RUNNING_P2P now");
    assertThat(kernel.openFds()).containsExactly("device");
  }

  @Test
  void recoveryThatFailsTooEndsInAReset() throws VfioException {
    go(DeviceState.STOP);
    kernel.driver.arcFailures.put("STOP>RESUMING", Linux.ENOMEM());
    kernel.driver.arcFailures.put("STOP>RUNNING_P2P", Linux.EIO());
    assertThat(refusal(DeviceState.RESUMING, DeviceState.RUNNING))
        .hasMessageContaining("failed: ENOMEM")
        .hasMessageContaining("going to RUNNING instead failed: EIO")
        .hasMessageEndingWith("the device was reset and is RUNNING now, without a session");
  }

  @Test
  void resetThatFailsTooSaysWhereTheDeviceIs() throws VfioException {
    go(DeviceState.STOP);
    kernel.driver.arcFailures.put("STOP>RESUMING", Linux.EIO());
    kernel.fail("VFIO_DEVICE_RESET", Linux.ENOTTY(), Linux.ENOTTY());
    VfioException refusal = refusal(DeviceState.RESUMING, DeviceState.ERROR);
    assertThat(refusal)
        .hasMessageContaining("the reset failed too: ENOTTY")
        .hasMessageContaining("it is in STOP now: do not use it");
    assertThat(refusal.getSuppressed()).hasSize(1);
    kernel.fail("STATE GET", Linux.EIO(), Linux.EIO());
    assertThat(refusal(DeviceState.RESUMING, DeviceState.ERROR))
        .hasMessageContaining("its state is unknown now (GET says EIO): do not use it");
  }

  @Test
  void resetThatChangesNothingIsNotBelieved() throws VfioException {
    go(DeviceState.STOP);
    kernel.driver.resetDoesNothing = true;
    assertThatThrownBy(device::reset)
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("left it in STOP instead of RUNNING");
    kernel.driver.arcFailures.put("STOP>RUNNING_P2P", Linux.EIO());
    kernel.driver.stateAnswer = 8;
    assertThat(refusal(DeviceState.PRE_COPY, DeviceState.ERROR))
        .hasMessageContaining("its state is unknown now");
  }

  @Test
  void resetEndsTheSession() throws VfioException {
    go(DeviceState.PRE_COPY);
    device.reset();
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    assertThat(kernel.openFds()).containsExactly("device");
    kernel.fail("VFIO_DEVICE_RESET", Linux.EAGAIN());
    assertThatThrownBy(device::reset)
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("EAGAIN")
        .hasMessageContaining("try again");
  }

  @Test
  void savingStatesShareOneFd() throws VfioException {
    go(DeviceState.PRE_COPY);
    int fd = kernel.driver.dataFd;
    go(DeviceState.PRE_COPY_P2P);
    go(DeviceState.PRE_COPY);
    go(DeviceState.STOP_COPY);
    assertThat(kernel.driver.dataFd).isEqualTo(fd);
    assertThat(kernel.openFds()).containsExactly("data", "device");
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceState.class,
      names = {"PRE_COPY_P2P", "STOP_COPY", "RUNNING"})
  void fdThatComesWhereNoneShouldIsClosedAndTheWayGoneBack(DeviceState target)
      throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.strayFd = true;
    VfioException refusal = refusal(target, DeviceState.RUNNING);
    assertThat(refusal.errno()).isEqualTo(Linux.EBADF());
    assertThat(refusal)
        .hasMessageContaining("data_fd out of sync")
        .hasMessageEndingWith("the device is in RUNNING now");
    assertThat(kernel.openFds()).containsExactly("device");
  }

  @Test
  void straySessionFdIsToldWithTheStateTheDeviceReached() throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.strayFd = true;
    VfioException refusal = refusal(DeviceState.STOP_COPY);
    assertThat(refusal.errno()).isEqualTo(Linux.EBADF());
    assertThat(refusal)
        .hasMessageContaining("data_fd out of sync")
        .hasMessageEndingWith("; the device was left in STOP_COPY");
    assertThat(device.state()).isEqualTo(DeviceState.STOP_COPY);
    assertThat(kernel.openFds()).containsExactly("data", "device");
  }

  @Test
  void refusalWithoutARecoverySaysWhenTheStateIsUnknown() {
    kernel.driver.arcFailures.put("RUNNING>RUNNING_P2P", Linux.EIO());
    kernel.fail("STATE GET", Linux.ENODEV());
    assertThat(refusal(DeviceState.RUNNING_P2P))
        .hasMessageEndingWith("; the device was left in an unknown state (GET says ENODEV)");
    kernel.driver.stateAnswer = 8;
    assertThat(refusal(DeviceState.RUNNING_P2P))
        .hasMessageEndingWith("; the device was left in the unknown state 8");
  }

  @Test
  void closedDeviceSaysSo() {
    device.close();
    kernel.log.clear();
    for (VfioException refusal :
        List.of(refusal(DeviceState.STOP), refusal(DeviceState.STOP, DeviceState.ERROR))) {
      assertThat(refusal).hasMessage("device nic0: the device is closed");
      assertThat(refusal.errno()).isZero();
    }
    assertThatThrownBy(device::state).hasMessage("device nic0: the device is closed");
    assertThatThrownBy(device::reset).hasMessage("device nic0: the device is closed");
    assertThat(kernel.log).isEmpty();
  }

  @Test
  void sessionWithoutAnFdIsRefused() throws VfioException {
    kernel.driver.withholdFd = true;
    VfioException refusal = refusal(DeviceState.PRE_COPY, DeviceState.RUNNING);
    assertThat(refusal.errno()).isEqualTo(Linux.EBADF());
    assertThat(kernel.driver.state).isEqualTo(DeviceState.RUNNING);
  }

  @Test
  void statesTheDeviceDoesNotHaveAreNamedInTheRefusal() throws VfioException {
    device.close();
    kernel.driver.flags = 5;
    device = take();
    go(DeviceState.PRE_COPY);
    assertThat(refusal(DeviceState.PRE_COPY_P2P, DeviceState.RUNNING))
        .hasMessageContaining("EINVAL")
        .hasMessageContaining("a device with STOP_COPY|PRE_COPY has no such state");
    go(DeviceState.PRE_COPY);
    go(DeviceState.STOP_COPY);
    assertThat(kernel.openFds()).containsExactly("data", "device");
  }

  @Test
  void deviceMovedBehindOurBackIsAskedBeforeARequestIsRefused() throws VfioException {
    go(DeviceState.STOP_COPY);
    kernel.driver.reset();
    device.setState(DeviceState.PRE_COPY, DeviceState.ERROR);
    assertThat(device.state()).isEqualTo(DeviceState.PRE_COPY);
    device.precopyInfo(new PrecopyInfo());
    assertThat(kernel.openFds()).containsExactly("data", "device");
  }

  @Test
  void deviceThatFellIntoErrorIsReset() {
    kernel.driver.state = DeviceState.ERROR;
    assertThat(refusal(DeviceState.PRE_COPY, DeviceState.RUNNING))
        .hasMessageContaining("from RUNNING to PRE_COPY failed: EINVAL")
        .hasMessageEndingWith("the device was reset and is RUNNING now, without a session");
  }

  @Test
  void driverThatDoesNotSayWhereItIsIsQuoted() {
    kernel.fail("STATE GET", Linux.EIO());
    assertThatThrownBy(device::state)
        .isInstanceOf(VfioException.class)
        .hasMessage("device nic0: MIG_DEVICE_STATE GET failed: EIO (Input/output error)");
    kernel.driver.stateAnswer = 8;
    assertThatThrownBy(device::state)
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("the unknown state 8");
  }

  private void go(DeviceState state) throws VfioException {
    if (state == DeviceState.ERROR) {
      kernel.driver.state = DeviceState.ERROR;
      assertThat(device.state()).isEqualTo(DeviceState.ERROR);
    } else if (device.state() != state) {
      device.setState(state, DeviceState.ERROR);
    }
  }

  private VfioException refusal(DeviceState target, DeviceState recovery) {
    return catchThrowableOfType(VfioException.class, () -> device.setState(target, recovery));
  }

  private VfioException refusal(DeviceState target) {
    return catchThrowableOfType(VfioException.class, () -> device.setState(target));
  }

  /** Where a driver is after an arc has failed. */
  private static DeviceState left(String arc, boolean intoError) {
    return intoError ? DeviceState.ERROR : DeviceState.valueOf(arc.substring(0, arc.indexOf('>')));
  }

  /** Whether a driver with one broken arc gets from a state to another. */
  private static boolean canGo(DeviceState from, DeviceState to, String brokenArc) {
    if (!DeviceStateTable.isLegal(ALL, from, to)) {
      return false;
    }
    List<DeviceState> walk = DeviceStateTable.walk(ALL, from, to);
    return walk.stream().noneMatch(end -> brokenArc.equals(before(from, walk, end) + ">" + end));
  }

  private static Stream<DeviceState> states() {
    return Arrays.stream(DeviceState.values());
  }

  private static boolean isLegal(Arguments request) {
    return DeviceStateTable.isLegal(
        ALL, (DeviceState) request.get()[0], (DeviceState) request.get()[1]);
  }

  private static DeviceState before(DeviceState from, List<DeviceState> walk, DeviceState state) {
    int index = walk.indexOf(state);
    return index == 0 ? from : walk.get(index - 1);
  }
}
