package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;

/** What a device does when a change of state is refused. */
class RecoveryTest {
  @Test
  void recoversToTheNamedState() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP_COPY:EIO");
    Streams.go(device, DeviceState.PRE_COPY);
    long digest = device.contentDigest();
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP_COPY, DeviceState.PRE_COPY))
        .withMessage(
            "device sim0: MIG_DEVICE_STATE SET from PRE_COPY to STOP_COPY failed:"
                + " EIO (Input/output error); the device was left in PRE_COPY_P2P;"
                + " the device is in PRE_COPY now")
        .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Linux.EIO()));
    assertThat(device.state()).isEqualTo(DeviceState.PRE_COPY);
    assertThat(device.contentDigest()).isEqualTo(digest);
    assertThat(Streams.read(device, 64)).hasSize(64);
  }

  @Test
  void withoutARecoveryADestinationKeepsWhatItLoaded() throws VfioException {
    for (String effect : List.of("EIO", "ERROR")) {
      SimulatedDevice device = loaded("fault=state:RUNNING:1:" + effect);
      long digest = device.contentDigest();
      DeviceState left = effect.equals("EIO") ? DeviceState.RUNNING_P2P : DeviceState.ERROR;
      assertThatExceptionOfType(VfioException.class)
          .isThrownBy(() -> device.setState(DeviceState.RUNNING))
          .withMessage(
              "device dst: MIG_DEVICE_STATE SET from STOP to RUNNING failed:"
                  + " EIO (Input/output error); the device was left in %s",
              left)
          .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Linux.EIO()));
      assertThat(device.state()).isEqualTo(left);
      assertThat(device.contentDigest()).isEqualTo(digest);
    }
  }

  /** A destination in STOP that has taken over another device's content. */
  private static SimulatedDevice loaded(String specification) throws VfioException {
    SimulatedDevice source = Streams.open("seed=7,initialBytes=64K,stopCopyBytes=64K");
    SimulatedDevice destination = Streams.open("name=dst," + specification);
    Streams.go(destination, DeviceState.RESUMING);
    Streams.load(destination, Streams.stopCopy(source), 1000);
    Streams.go(destination, DeviceState.STOP);
    assertThat(destination.contentDigest()).isEqualTo(source.contentDigest());
    return destination;
  }

  @Test
  void walkThatFailsHalfWayStaysThere() {
    SimulatedDriver driver =
        new SimulatedDriver(
            SimulatedDeviceSpec.parse("fault=state:STOP_COPY:EIO"), new VirtualTime());
    assertThat(driver.setState(DeviceState.STOP_COPY)).isEqualTo(-Linux.EIO());
    assertThat(driver.state()).isEqualTo(DeviceState.STOP);
    assertThat(driver.setState(DeviceState.STOP_COPY)).isZero();
  }

  @Test
  void resetsAtOnceWhenAskedTo() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP_COPY:EIO");
    Streams.go(device, DeviceState.PRE_COPY);
    long digest = device.contentDigest();
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP_COPY, DeviceState.ERROR))
        .withMessageEndingWith("; the device was reset and is RUNNING now, without a session");
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    assertThat(device.contentDigest()).isNotEqualTo(digest);
  }

  @Test
  void errorStateIsLeftByResetOnly() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP_COPY:ERROR");
    Streams.go(device, DeviceState.PRE_COPY);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP_COPY, DeviceState.RUNNING))
        .withMessageContaining("going to RUNNING instead failed: EINVAL")
        .withMessageEndingWith("; the device was reset and is RUNNING now, without a session");
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
  }

  @Test
  void resetCanFailToo() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP_COPY:ERROR,fault=reset:1+:ENODEV");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP_COPY, DeviceState.RUNNING))
        .withMessageContaining("the reset failed too: ENODEV (No such device)")
        .withMessageContaining("it is in ERROR now: do not use it")
        .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Linux.EIO()));
    assertThat(device.state()).isEqualTo(DeviceState.ERROR);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(device::reset)
        .withMessage("device sim0: VFIO_DEVICE_RESET failed: ENODEV (No such device)");
  }

  @Test
  void resetThatDoesNothingIsNotBelieved() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP:ERROR,fault=reset:nothing");
    long digest = device.contentDigest();
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP, DeviceState.ERROR))
        .withMessageContaining("the reset failed too; it is in ERROR now");
    assertThat(device.contentDigest()).isEqualTo(digest);
    device.reset();
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
  }

  @Test
  void recoveryThatFailsEndsInAReset() throws VfioException {
    SimulatedDevice device = Streams.open("fault=state:STOP_COPY:EIO,fault=state:PRE_COPY:2:EBUSY");
    Streams.go(device, DeviceState.PRE_COPY);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.STOP_COPY, DeviceState.PRE_COPY))
        .withMessageContaining("going to PRE_COPY instead failed: EBUSY");
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
  }

  @Test
  void stateThatTheDeviceLacksIsNamed() throws VfioException {
    SimulatedDevice device = Streams.open("flags=STOP_COPY");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.PRE_COPY, DeviceState.RUNNING))
        .withMessageContaining("EINVAL")
        .withMessageContaining("a device with STOP_COPY has no such state")
        .withMessageEndingWith("the device is in RUNNING now");
  }

  @Test
  void driverMayNotSayItsState() throws VfioException {
    SimulatedDevice device = Streams.open("fault=get:1:EIO");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(device::state)
        .withMessage("device sim0: MIG_DEVICE_STATE GET failed: EIO (Input/output error)");
    assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
  }

  @Test
  void failedSourceGoesOnWhereItWas() throws VfioException {
    SimulatedDevice source = Streams.open("initialBytes=64K,stopCopyBytes=64K");
    Streams.go(source, DeviceState.PRE_COPY);
    byte[] first = Streams.stopCopy(source);
    long digest = source.contentDigest();
    Streams.go(source, DeviceState.RUNNING);
    assertThat(source.contentDigest()).isEqualTo(digest);
    byte[] second = Streams.stopCopy(source);
    assertThat(second).hasSameSizeAs(first).isNotEqualTo(first);
    SimulatedDevice destination = Streams.open("name=dst");
    Streams.go(destination, DeviceState.RESUMING);
    Streams.load(destination, second, 1000);
    Streams.go(destination, DeviceState.RUNNING);
    assertThat(destination.contentDigest()).isEqualTo(digest);
  }
}
