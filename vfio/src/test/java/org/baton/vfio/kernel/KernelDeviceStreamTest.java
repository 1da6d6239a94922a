package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading, writing and asking what is left, with the manners of all the drivers there are. */
class KernelDeviceStreamTest {
  private final FakeKernel kernel = new FakeKernel();
  private final MemorySegment buffer = Arena.ofAuto().allocate(64);
  private final PrecopyInfo info = new PrecopyInfo();
  private KernelDevice device;

  KernelDeviceStreamTest() throws VfioException {
    device = take();
  }

  @AfterEach
  void closingLeavesNothingOpen() {
    device.close();
    assertThat(kernel.openFds()).isEmpty();
  }

  @Test
  void readGivesWhatTheDriverGivesHoweverShort() throws VfioException {
    go(DeviceState.PRE_COPY);
    Collections.addAll(kernel.driver.results, 3L, 1000L);
    assertThat(device.read(buffer, 8, 16)).isEqualTo(3);
    assertThat(device.read(buffer, 8, 16)).isEqualTo(16);
    assertThat(buffer.get(ValueLayout.JAVA_BYTE, 7)).isZero();
    assertThat(buffer.get(ValueLayout.JAVA_BYTE, 8)).isEqualTo((byte) 0x5a);
    assertThat(buffer.get(ValueLayout.JAVA_BYTE, 24)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceState.class,
      names = {"PRE_COPY", "PRE_COPY_P2P"})
  void allThreeWaysToSayNothingNowAreUnderstood(DeviceState state) throws VfioException {
    go(state);
    Collections.addAll(kernel.driver.results, 0L, (long) -Linux.ENOMSG(), (long) -Linux.EAGAIN());
    for (int i = 0; i < 3; i++) {
      assertThat(device.read(buffer, 0, 64)).isEqualTo(MigratableDevice.NOTHING_NOW);
    }
  }

  @Test
  void zeroInStopCopyIsTheEndForEver() throws VfioException {
    go(DeviceState.STOP_COPY);
    Collections.addAll(kernel.driver.results, 5L, 0L, 0L);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(5);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(MigratableDevice.END_OF_STREAM);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(MigratableDevice.END_OF_STREAM);
  }

  @Test
  void emptyStreamGoesOnAfterTheWayToStopCopy() throws VfioException {
    go(DeviceState.PRE_COPY);
    Collections.addAll(kernel.driver.results, 0L, 7L, 0L);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(MigratableDevice.NOTHING_NOW);
    go(DeviceState.STOP_COPY);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(7);
    assertThat(device.read(buffer, 0, 64)).isEqualTo(MigratableDevice.END_OF_STREAM);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 11, 12, 14, 19, 22, 42, 77, 110})
  void anyOtherErrnoOfAReadIsAFailure(int errno) throws VfioException {
    go(DeviceState.STOP_COPY);
    kernel.fail("read", errno);
    assertThatThrownBy(() -> device.read(buffer, 0, 64))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining(
            "read of the migration data in state STOP_COPY failed: " + Errno.name(errno));
    assertThat(device.state()).isEqualTo(DeviceState.STOP_COPY);
  }

  @Test
  void sessionThatSomebodyEndedSaysSo() throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.reset();
    assertThatThrownBy(() -> device.read(buffer, 0, 64))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("ENODEV")
        .hasMessageContaining("behind Baton's back");
    assertThatThrownBy(() -> device.precopyInfo(info))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("VFIO_MIG_GET_PRECOPY_INFO in state PRE_COPY failed: ENODEV");
  }

  @Test
  void callsThatNeedAnotherStateAreRefusedWithoutAskingTheKernel() throws VfioException {
    kernel.log.clear();
    refused(() -> device.read(buffer, 0, 1), "cannot read in state RUNNING");
    refused(() -> device.write(buffer, 0, 1), "cannot write in state RUNNING");
    refused(() -> device.precopyInfo(info), "cannot ask for precopy info in state RUNNING");
    assertThat(kernel.log).isEmpty();
    go(DeviceState.STOP_COPY);
    refused(() -> device.write(buffer, 0, 1), "cannot write in state STOP_COPY");
    refused(() -> device.precopyInfo(info), "cannot ask for precopy info in state STOP_COPY");
    go(DeviceState.RESUMING);
    refused(() -> device.read(buffer, 0, 1), "cannot read in state RESUMING");
  }

  @Test
  void lengthOfNothingIsRefusedBecauseItsAnswerWouldLookLikeTheEnd() throws VfioException {
    go(DeviceState.STOP_COPY);
    assertThatThrownBy(() -> device.read(buffer, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
    go(DeviceState.RESUMING);
    assertThatThrownBy(() -> device.write(buffer, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void writeSaysHowMuchWasTaken() throws VfioException {
    go(DeviceState.RESUMING);
    Collections.addAll(kernel.driver.results, 10L, 54L);
    assertThat(device.write(buffer, 0, 64)).isEqualTo(10);
    assertThat(device.write(buffer, 10, 54)).isEqualTo(54);
  }

  @Test
  void driverThatTakesNothingFailsInsteadOfBeingAskedForEver() throws VfioException {
    go(DeviceState.RESUMING);
    refused(() -> device.write(buffer, 0, 64), "took none of the migration data");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 11, 12, 14, 22})
  void refusedBytesNameTheErrnoAndTheLikelyCause(int errno) throws VfioException {
    go(DeviceState.RESUMING);
    kernel.driver.results.add((long) -errno);
    assertThatThrownBy(() -> device.write(buffer, 0, 64))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining(
            "write of the migration data in state RESUMING failed: " + Errno.name(errno))
        .hasMessageContaining("same device model, driver and firmware");
  }

  @Test
  void reinitIsLatchedUntilItIsTaken() throws VfioException {
    go(DeviceState.PRE_COPY);
    Collections.addAll(
        kernel.driver.precopyInfos,
        new long[] {0, 24, 0},
        new long[] {1, 100, 0},
        new long[] {0, 50, 7});
    ask(24, 0, false);
    assertThat(device.takeReinit()).isFalse();
    ask(100, 0, true);
    ask(50, 7, false);
    go(DeviceState.STOP_COPY);
    assertThat(device.takeReinit()).isTrue();
    assertThat(device.takeReinit()).isFalse();
  }

  @Test
  void reinitOfAnEarlierSessionIsForgotten() throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.precopyInfos.add(new long[] {1, 1, 1});
    ask(1, 1, true);
    go(DeviceState.RUNNING);
    go(DeviceState.PRE_COPY);
    assertThat(device.takeReinit()).isFalse();
  }

  @Test
  void flagsAreZeroedBeforeAndWorthNothingWithoutTheOptIn() throws VfioException {
    device.close();
    kernel.fail("PRECOPY_INFOv2 SET", Linux.ENOTTY());
    device = take();
    go(DeviceState.PRE_COPY);
    for (int i = 0; i < 2; i++) {
      kernel.driver.precopyInfos.add(new long[] {-1, 5, 6});
      ask(5, 6, false);
      assertThat(kernel.driver.flagsAsked).isZero();
    }
    assertThat(device.takeReinit()).isFalse();
  }

  @Test
  void estimatesWithoutSenseAreCappedAndFailuresChangeNothing() throws VfioException {
    go(DeviceState.PRE_COPY);
    kernel.driver.precopyInfos.add(new long[] {0, -1, Long.MIN_VALUE});
    ask(Long.MAX_VALUE, Long.MAX_VALUE, false);
    kernel.fail("PRECOPY_INFO", Linux.EINVAL());
    assertThatThrownBy(() -> device.precopyInfo(info))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("EINVAL");
    assertThat(info.initialBytes()).isEqualTo(Long.MAX_VALUE);
    kernel.driver.stopCopyBytes = -1;
    assertThat(device.stopCopyBytes()).isEqualTo(Long.MAX_VALUE);
    kernel.driver.stopCopyBytes = 12345;
    assertThat(device.stopCopyBytes()).isEqualTo(12345);
  }

  @Test
  void dataSizeThatIsRefusedIsAFailure() {
    kernel.fail("DATA_SIZE GET", Linux.EIO());
    assertThatThrownBy(() -> device.stopCopyBytes())
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("VFIO_DEVICE_FEATURE_MIG_DATA_SIZE GET failed: EIO");
  }

  private KernelDevice take() throws VfioException {
    return KernelDevices.fromFd("nic0", kernel.handOver(), FdOwnership.OWNED, kernel);
  }

  private void go(DeviceState state) throws VfioException {
    device.setState(state, DeviceState.ERROR);
  }

  private void ask(long initialBytes, long dirtyBytes, boolean reinit) throws VfioException {
    device.precopyInfo(info);
    assertThat(info.initialBytes()).isEqualTo(initialBytes);
    assertThat(info.dirtyBytes()).isEqualTo(dirtyBytes);
    assertThat(info.reinit()).isEqualTo(reinit);
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(VfioException.class).hasMessageContaining(message);
  }
}
