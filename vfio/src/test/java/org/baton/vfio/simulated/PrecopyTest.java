package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read before the device stops, and what the device says of it. */
class PrecopyTest {
  private static final long MILLI = 1_000_000;

  private final VirtualTime time = new VirtualTime();

  @Test
  void initialDataComesFirstAndFallsAsItIsRead() throws VfioException {
    SimulatedDevice device = precopy("initialBytes=64K");
    assertThat(Streams.info(device).initialBytes()).isEqualTo(65_536);
    assertThat(Streams.info(device).dirtyBytes()).isZero();
    Streams.read(device, 10_001);
    assertThat(Streams.info(device).initialBytes()).isEqualTo(65_536 - 10_001);
    assertThat(Streams.drain(device, 4096)).hasSize(65_536 - 10_001);
    assertThat(Streams.info(device).initialBytes()).isZero();
    assertThat(Streams.readAnswer(device, 1)).isEqualTo(MigratableDevice.NOTHING_NOW);
    assertThat(device.bytesDelivered()).isEqualTo(65_536);
  }

  @Test
  void guestChangesStateAtItsRateWhileTheDeviceRuns() throws VfioException {
    SimulatedDevice device = precopy("initialBytes=64,dirtyBytesPerSecond=64000");
    Streams.drain(device, 4096);
    time.advance(100 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(6400);
    time.advance(MILLI / 2);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(6400);
    time.advance(MILLI / 2);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(6464);
    assertThat(Streams.drain(device, 1000)).hasSize(6464);
    assertThat(Streams.info(device).dirtyBytes()).isZero();
  }

  @Test
  void suspendedDeviceIsNotChanged() throws VfioException {
    SimulatedDevice device = precopy("dirtyBytesPerSecond=64000");
    time.advance(10 * MILLI);
    Streams.go(device, DeviceState.PRE_COPY_P2P);
    time.advance(10 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(640);
    Streams.go(device, DeviceState.PRE_COPY);
    time.advance(10 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(1280);
  }

  @Test
  void changesOfTheSameStateAreReadOnce() throws VfioException {
    SimulatedDevice device = precopy("dirtyBytesPerSecond=1M,dirtyLimitBytes=4000");
    time.advance(1000 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(4032);
    Streams.drain(device, 4096);
    time.advance(1000 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(4032);
  }

  @Test
  void reinitIsSaidOnceAndLatchedUntilTaken() throws VfioException {
    SimulatedDevice device = precopy("initialBytes=1M,reinitBytes=300K,reinit=10ms");
    Streams.drain(device, 65_536);
    time.advance(10 * MILLI - 1);
    assertThat(Streams.info(device).reinit()).isFalse();
    time.advance(1);
    assertThat(Streams.readAnswer(device, 1)).isEqualTo(MigratableDevice.NOTHING_NOW);
    PrecopyInfo info = Streams.info(device);
    assertThat(info.reinit()).isTrue();
    assertThat(info.initialBytes()).isEqualTo(300 * 1024);
    assertThat(Streams.info(device).reinit()).isFalse();
    assertThat(Streams.info(device).initialBytes()).isEqualTo(300 * 1024);
    assertThat(device.takeReinit()).isTrue();
    assertThat(device.takeReinit()).isFalse();
    assertThat(Streams.drain(device, 65_536)).hasSize(300 * 1024);
  }

  @Test
  void reinitMakesAllUnreadBytesInitialData() throws VfioException {
    SimulatedDevice device =
        precopy("initialBytes=64K,reinitBytes=64K,dirtyBytesPerSecond=6400,reinit=100ms");
    Streams.read(device, 65_536);
    time.advance(99 * MILLI);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(576);
    assertThat(Streams.readAnswer(device, 100)).isEqualTo(100);
    time.advance(MILLI);
    PrecopyInfo info = Streams.info(device);
    assertThat(info.initialBytes()).isEqualTo(65_536 + 640 - 100);
    assertThat(info.dirtyBytes()).isZero();
    assertThat(Streams.drain(device, 1000)).hasSize(65_536 + 640 - 100);
  }

  @Test
  void scheduleAndPeriodAndRequestAllReinitialise() throws VfioException {
    SimulatedDevice device = precopy("reinit=30ms+5ms,reinitEvery=20ms");
    int seen = 0;
    for (int milli = 1; milli <= 60; milli++) {
      time.advance(MILLI);
      seen += Streams.info(device).reinit() ? 1 : 0;
    }
    assertThat(seen).isEqualTo(5);
    device.requestReinit();
    device.requestReinit();
    assertThat(Streams.info(device).reinit()).isTrue();
    assertThat(Streams.info(device).reinit()).isFalse();
  }

  @Test
  void suspendedDeviceNeverSaysReinitButStopCopyReadsIt() throws VfioException {
    SimulatedDevice device = precopy("initialBytes=64,reinitBytes=1M,stopCopyBytes=64");
    Streams.drain(device, 65_536);
    device.requestReinit();
    Streams.go(device, DeviceState.PRE_COPY_P2P);
    assertThat(Streams.info(device).reinit()).isFalse();
    assertThat(Streams.info(device).initialBytes()).isZero();
    Streams.go(device, DeviceState.STOP_COPY);
    assertThat(Streams.drain(device, 65_536)).hasSize(64 + (1 << 20));
  }

  @Test
  void suspendedDeviceSaysReinitWhenItRetreats() throws VfioException {
    SimulatedDevice device = precopy("");
    device.requestReinit();
    Streams.go(device, DeviceState.PRE_COPY_P2P);
    assertThat(Streams.info(device).reinit()).isFalse();
    Streams.go(device, DeviceState.PRE_COPY);
    assertThat(Streams.info(device).reinit()).isTrue();
  }

  @Test
  void withoutTheOptInInitialDataGrowsWithoutAWord() throws VfioException {
    SimulatedDevice device = precopy("reportsReinit=false,initialBytes=64,reinitBytes=64K");
    Streams.drain(device, 65_536);
    device.requestReinit();
    PrecopyInfo info = Streams.info(device);
    assertThat(info.reinit()).isFalse();
    assertThat(info.initialBytes()).isEqualTo(65_536);
    assertThat(device.takeReinit()).isFalse();
    assertThat(device.reportsReinit()).isFalse();
  }

  @Test
  void anotherSessionBeginsWithoutTheLatchAndWithAllInitialData() throws VfioException {
    SimulatedDevice device = precopy("initialBytes=64K,reinit=1ms");
    Streams.drain(device, 65_536);
    time.advance(MILLI);
    assertThat(Streams.info(device).reinit()).isTrue();
    Streams.go(device, DeviceState.RUNNING);
    Streams.go(device, DeviceState.PRE_COPY);
    assertThat(device.takeReinit()).isFalse();
    assertThat(Streams.info(device).initialBytes()).isEqualTo(65_536);
    time.advance(MILLI);
    assertThat(Streams.info(device).reinit()).isTrue();
  }

  @Test
  void stopCopyReadsWhatIsLeftThenEndsForEver() throws VfioException {
    SimulatedDevice device =
        precopy("initialBytes=64K,dirtyBytesPerSecond=64000,stopCopyBytes=96K");
    Streams.read(device, 1000);
    time.advance(100 * MILLI);
    Streams.go(device, DeviceState.STOP_COPY);
    int left = 65_536 - 1000 + 6400 + 98_304;
    assertThat(Streams.drain(device, 7777)).hasSize(left);
    assertThat(Streams.readAnswer(device, 10)).isEqualTo(MigratableDevice.END_OF_STREAM);
    assertThat(Streams.readAnswer(device, 10)).isEqualTo(MigratableDevice.END_OF_STREAM);
    assertThat(Streams.readAnswer(device, 10)).isEqualTo(MigratableDevice.END_OF_STREAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUNNING", "STOP_COPY", "STOP", "RESUMING", "RUNNING_P2P"})
  void precopyInfoIsForPrecopyStatesOnly(DeviceState state) throws VfioException {
    SimulatedDevice device = precopy("");
    Streams.go(device, state);
    PrecopyInfo info = new PrecopyInfo();
    info.set(1, 2, true);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.precopyInfo(info))
        .withMessage(
            "device sim0: cannot ask for precopy info in state "
                + state
                + ": no such session is open");
    assertThat(info.initialBytes()).isEqualTo(1);
  }

  @Test
  void driverItselfAnswersAsTheKernelWould() {
    SimulatedDriver driver = new SimulatedDriver(SimulatedDeviceSpec.builder().build(), time);
    assertThat(driver.precopyInfo(new PrecopyInfo())).isEqualTo(-Linux.EINVAL());
    assertThat(driver.setState(DeviceState.ERROR)).isEqualTo(-Linux.EINVAL());
    assertThat(driver.getState()).isEqualTo(DeviceState.RUNNING.number());
  }

  private SimulatedDevice precopy(String keysAndValues) throws VfioException {
    SimulatedDevice device = SimulatedDeviceSpec.parse(keysAndValues).open(time);
    Streams.go(device, DeviceState.PRE_COPY);
    return device;
  }
}
