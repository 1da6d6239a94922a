package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;

/** Every fault of read, write, info and size, as the engine would see it. */
class FaultInjectionTest {
  private final VirtualTime time = new VirtualTime();

  @Test
  void nthReadFailsAndTheStreamGoesOnAfterIt() throws VfioException {
    SimulatedDevice device = saving("fault=read:2:EIO");
    byte[] good = Streams.stopCopy(Streams.open(Streams.SMALL));
    assertThat(Streams.read(device, 50)).isEqualTo(Arrays.copyOf(good, 50));
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.read(device, 50))
        .withMessage(
            "device small: read of the migration data in state STOP_COPY failed: EIO"
                + " (Input/output error)")
        .satisfies(failure -> assertThat(failure.errno()).isEqualTo(Linux.EIO()));
    assertThat(Streams.read(device, 50)).isEqualTo(Arrays.copyOfRange(good, 50, 100));
  }

  @Test
  void goneDeviceStaysGone() throws VfioException {
    SimulatedDevice device = saving("fault=read:2+:ENODEV");
    Streams.read(device, 50);
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(VfioException.class)
          .isThrownBy(() -> Streams.read(device, 50))
          .withMessageContaining("ENODEV");
    }
  }

  @Test
  void interruptedCallsAreRepeated() throws VfioException {
    SimulatedDevice source = saving("fault=read:1:EINTR,fault=read:2:EINTR");
    byte[] good = Streams.stopCopy(Streams.open(Streams.SMALL));
    assertThat(Streams.read(source, 600)).isEqualTo(good);
    SimulatedDevice destination = resuming("fault=write:1:EINTR,fault=write:2:EINTR");
    Streams.load(destination, good, 600);
    Streams.go(destination, DeviceState.RUNNING);
  }

  @Test
  void dataFdThatShouldBlockAndDoesNotIsAFailure() throws VfioException {
    SimulatedDevice source = saving("fault=read:1:EAGAIN");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.read(source, 8))
        .withMessageContaining("STOP_COPY failed: EAGAIN");
    SimulatedDevice destination = resuming("fault=write:1:EAGAIN");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.load(destination, new byte[8], 8))
        .withMessageContaining("RESUMING failed: EAGAIN");
  }

  @Test
  void deviceThatCannotBeOpenedSaysWhy() throws VfioException {
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> open("fault=open:EBUSY"))
        .withMessage("device small: opening it failed: EBUSY (Device or resource busy)")
        .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Linux.EBUSY()));
    open("fault=open:delay=7ms");
    assertThat(time.nanoTime()).isEqualTo(7_000_000);
  }

  @Test
  void nothingForNowCanBeSaidInThreeWaysInPrecopyOnly() throws VfioException {
    SimulatedDevice device =
        open("fault=read:1:ENOMSG,fault=read:2:EAGAIN,fault=read:3:end,fault=read:5:ENOMSG");
    Streams.go(device, DeviceState.PRE_COPY);
    for (int i = 0; i < 3; i++) {
      assertThat(Streams.readAnswer(device, 8)).isEqualTo(MigratableDevice.NOTHING_NOW);
    }
    assertThat(Streams.readAnswer(device, 8)).isEqualTo(8);
    Streams.go(device, DeviceState.STOP_COPY);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.readAnswer(device, 8))
        .withMessageContaining("ENOMSG");
  }

  @Test
  void truncatedStreamIsRefusedAtTheDestination() throws VfioException {
    SimulatedDevice source = saving("fault=read:3+:end");
    byte[] truncated = Streams.drain(source, 100);
    assertThat(truncated).hasSize(200);
    assertThat(Streams.readAnswer(source, 1)).isEqualTo(MigratableDevice.END_OF_STREAM);
    SimulatedDevice destination = resuming("");
    Streams.load(destination, truncated, 100);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> destination.setState(DeviceState.RUNNING, DeviceState.ERROR))
        .withMessageContaining("EINVAL")
        .withMessageContaining("the stream is short: it stops at byte 200")
        .withMessageContaining("reset and is RUNNING now");
  }

  @Test
  void corruptReadIsFoundAtTheDestination() throws VfioException {
    byte[] good = Streams.stopCopy(Streams.open(Streams.SMALL));
    byte[] bad = Streams.drain(saving("fault=read:2:corrupt=130"), 100);
    assertThat(Arrays.mismatch(good, bad)).isEqualTo(130);
    assertThat(bad[130]).isEqualTo((byte) ~good[130]);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.load(resuming(""), bad, 1000))
        .withMessageContaining("byte 130 of the stream");
  }

  @Test
  void corruptWriteIsFoundAndTheBuffersBytesAreLeftAlone() throws VfioException {
    byte[] good = Streams.stopCopy(Streams.open(Streams.SMALL));
    byte[] sent = good.clone();
    SimulatedDevice device = resuming("fault=write:2:corrupt=30");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.load(device, sent, 100))
        .withMessageContaining("byte 130 of the stream");
    assertThat(sent).isEqualTo(good);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.load(device, good, 1))
        .withMessageContaining("EINVAL");
  }

  @Test
  void callsCanBeShort() throws VfioException {
    SimulatedDevice source = saving("fault=read:1:short=3");
    assertThat(Streams.readAnswer(source, 100)).isEqualTo(3);
    assertThat(Streams.readAnswer(source, 100)).isEqualTo(100);
    byte[] good = Streams.stopCopy(Streams.open(Streams.SMALL));
    SimulatedDevice destination = resuming("fault=write:1+:short=7");
    assertThat(destination.write(MemorySegment.ofArray(good), 0, 100)).isEqualTo(7);
    assertThat(destination.write(MemorySegment.ofArray(good), 7, 5)).isEqualTo(5);
  }

  @Test
  void callsCanBeSlow() throws VfioException {
    SimulatedDevice device = saving("fault=read:2:delay=50ms,fault=read:2:short=1");
    Streams.read(device, 8);
    assertThat(time.nanoTime()).isZero();
    assertThat(Streams.readAnswer(device, 8)).isEqualTo(1);
    assertThat(time.nanoTime()).isEqualTo(50_000_000);
  }

  @Test
  void infoCanFailOrSayNonsense() throws VfioException {
    SimulatedDevice device = open("fault=info:1:EIO,fault=info:2:garbage,reinit=0");
    Streams.go(device, DeviceState.PRE_COPY);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.precopyInfo(new PrecopyInfo()))
        .withMessage("device small: VFIO_MIG_GET_PRECOPY_INFO failed: EIO (Input/output error)");
    PrecopyInfo info = Streams.info(device);
    assertThat(info.initialBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(info.dirtyBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(info.reinit()).isTrue();
    assertThat(Streams.info(device).initialBytes()).isEqualTo(448);
  }

  @Test
  void sizeCanFailOrSayNonsense() throws VfioException {
    SimulatedDevice device = open("fault=size:1:ENOTTY,fault=size:2:garbage");
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(device::stopCopyBytes)
        .withMessageContaining("MIG_DATA_SIZE failed: ENOTTY");
    assertThat(device.stopCopyBytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(device.stopCopyBytes()).isEqualTo(224 + 320);
  }

  @Test
  void injectedFaultCountsFromItsInjection() throws VfioException {
    SimulatedDevice device = saving("");
    Streams.read(device, 8);
    device.inject(Fault.parse("read:2:ENODEV"));
    Streams.read(device, 8);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.read(device, 8))
        .withMessageContaining("ENODEV");
    assertThat(Streams.read(device, 8)).hasSize(8);
  }

  private SimulatedDevice open(String more) throws VfioException {
    return SimulatedDeviceSpec.parse(Streams.SMALL + (more.isEmpty() ? "" : "," + more)).open(time);
  }

  private SimulatedDevice saving(String more) throws VfioException {
    SimulatedDevice device = open(more);
    Streams.go(device, DeviceState.STOP_COPY);
    return device;
  }

  private SimulatedDevice resuming(String more) throws VfioException {
    SimulatedDevice device = open(more);
    Streams.go(device, DeviceState.RESUMING);
    return device;
  }
}
