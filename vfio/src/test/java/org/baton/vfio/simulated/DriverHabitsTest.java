package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where drivers differ without being wrong. */
class DriverHabitsTest {
  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @ValueSource(strings = {"enomsg", "zero", "block"})
  void emptyReadIsNothingForNowInPrecopyAndTheEndInStopCopy(String habit) throws VfioException {
    SimulatedDevice device = open("initialBytes=64,stopCopyBytes=64,emptyRead=" + habit);
    Streams.go(device, DeviceState.PRE_COPY);
    Streams.drain(device, 100);
    assertThat(Streams.readAnswer(device, 1)).isEqualTo(MigratableDevice.NOTHING_NOW);
    Streams.go(device, DeviceState.STOP_COPY);
    Streams.drain(device, 100);
    assertThat(Streams.readAnswer(device, 1)).isEqualTo(MigratableDevice.END_OF_STREAM);
    assertThat(time.nanoTime()).isZero();
  }

  @Test
  void blockingReadWaitsUntilTheGuestHasChangedSomething() throws VfioException {
    SimulatedDevice device =
        open("initialBytes=64,emptyRead=block,dirtyBytesPerSecond=64000,reinit=9s");
    Streams.go(device, DeviceState.PRE_COPY);
    Streams.read(device, 64);
    assertThat(Streams.readAnswer(device, 1000)).isEqualTo(64);
    assertThat(time.nanoTime()).isEqualTo(1_000_000);
    assertThat(Streams.readAnswer(device, 1000)).isEqualTo(64);
    assertThat(time.nanoTime()).isEqualTo(2_000_000);
    Streams.go(device, DeviceState.PRE_COPY_P2P);
    assertThat(Streams.readAnswer(device, 1000)).isEqualTo(MigratableDevice.NOTHING_NOW);
    assertThat(time.nanoTime()).isEqualTo(2_000_000);
  }

  @Test
  void fullDataSizeDoesNotFall() throws VfioException {
    SimulatedDevice device = open("initialBytes=1M,stopCopyBytes=2M");
    assertThat(device.stopCopyBytes()).isEqualTo(3 << 20);
    Streams.go(device, DeviceState.PRE_COPY);
    Streams.drain(device, 65_536);
    assertThat(device.stopCopyBytes()).isEqualTo(3 << 20);
    Streams.go(device, DeviceState.STOP_COPY);
    Streams.drain(device, 65_536);
    assertThat(device.stopCopyBytes()).isEqualTo(3 << 20);
  }

  @Test
  void remainingDataSizeIsWhatStopCopyWouldRead() throws VfioException {
    SimulatedDevice device =
        open("initialBytes=1M,reinitBytes=64K,stopCopyBytes=2M,dataSize=remaining");
    assertThat(device.stopCopyBytes()).isEqualTo(3 << 20);
    Streams.go(device, DeviceState.PRE_COPY);
    Streams.read(device, 1000);
    assertThat(device.stopCopyBytes()).isEqualTo((3 << 20) - 1000);
    device.requestReinit();
    assertThat(device.stopCopyBytes()).isEqualTo((3 << 20) - 1000 + 65_536);
    Streams.go(device, DeviceState.STOP_COPY);
    assertThat(device.stopCopyBytes()).isEqualTo((3 << 20) - 1000 + 65_536);
    Streams.drain(device, 65_536);
    assertThat(device.stopCopyBytes()).isZero();
  }

  @Test
  void readsAndWritesCanBeShort() throws VfioException {
    SimulatedDevice source = open("maxReadBytes=17," + Streams.SMALL);
    Streams.go(source, DeviceState.STOP_COPY);
    assertThat(Streams.readAnswer(source, 100)).isEqualTo(17);
    SimulatedDevice destination = open("maxWriteBytes=5");
    Streams.go(destination, DeviceState.RESUMING);
    byte[] stream = Streams.stopCopy(open(Streams.SMALL));
    assertThat(destination.write(MemorySegment.ofArray(stream), 0, 100)).isEqualTo(5);
  }

  @Test
  void nothingIsReadOrWrittenOutsideASessionOrAfterClose() throws VfioException {
    SimulatedDevice device = open("name=nic0");
    MemorySegment buffer = MemorySegment.ofArray(new byte[8]);
    assertThat(message(() -> device.read(buffer, 0, 8)))
        .isEqualTo("device nic0: cannot read in state RUNNING: no such session is open");
    assertThat(message(() -> device.write(buffer, 0, 8)))
        .isEqualTo("device nic0: cannot write in state RUNNING: no such session is open");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> device.read(buffer, 0, 0))
        .withMessage("length must be at least 1, is 0");
    device.close();
    device.close();
    assertThat(message(device::state)).isEqualTo("device nic0: the device is closed");
    assertThat(message(device::reset)).isEqualTo("device nic0: the device is closed");
  }

  private SimulatedDevice open(String keysAndValues) throws VfioException {
    return SimulatedDeviceSpec.parse(keysAndValues).open(time);
  }

  private static String message(Call call) {
    try {
      call.run();
      return "no failure";
    } catch (VfioException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private interface Call {
    void run() throws VfioException;
  }
}
