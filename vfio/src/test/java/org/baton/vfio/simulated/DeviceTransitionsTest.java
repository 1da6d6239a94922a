package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.DeviceStateTable;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The device goes the ways of the state table, and no others, for every set of flags. */
class DeviceTransitionsTest {
  private static final long ARC_NANOS = 1_000_000;

  static Stream<Arguments> crossProduct() {
    return Stream.of("STOP_COPY", "STOP_COPY+P2P", "STOP_COPY+PRE_COPY", "STOP_COPY+P2P+PRE_COPY")
        .flatMap(
            flags ->
                Arrays.stream(DeviceState.values())
                    .flatMap(
                        from ->
                            Arrays.stream(DeviceState.values())
                                .map(to -> Arguments.of(flags, from, to))));
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void goesTheWayOfTheTable(String flags, DeviceState from, DeviceState to) throws VfioException {
    VirtualTime time = new VirtualTime();
    SimulatedDevice device = open(flags, time);
    assumeThat(device.flags().supports(from)).isTrue();
    bring(device, from, to);
    MigrationFlags bits = device.flags();
    long began = time.nanoTime();
    if (DeviceStateTable.isLegal(bits, from, to)) {
      device.setState(to, DeviceState.ERROR);
      assertThat(device.state()).isEqualTo(to);
      int arcs = DeviceStateTable.walk(bits, from, to).size();
      assertThat(time.nanoTime() - began).isEqualTo(arcs * ARC_NANOS);
    } else {
      assertThatExceptionOfType(VfioException.class)
          .isThrownBy(() -> device.setState(to, DeviceState.ERROR))
          .satisfies(refusal -> assertThat(refusal.errno()).isEqualTo(Linux.EINVAL()))
          .withMessageContaining("SET from " + from + " to " + to + " failed: EINVAL")
          .withMessageContaining("reset and is RUNNING now");
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(time.nanoTime()).isEqualTo(began);
    }
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void hasTheSessionOfItsState(String flags, DeviceState from, DeviceState to)
      throws VfioException {
    SimulatedDevice device = open(flags, new VirtualTime());
    assumeThat(DeviceStateTable.isLegal(device.flags(), from, to)).isTrue();
    bring(device, from, to);
    device.setState(to, DeviceState.ERROR);
    assertThat(works(() -> Streams.readAnswer(device, 8))).isEqualTo(to.isSaving());
    assertThat(works(() -> Streams.info(device))).isEqualTo(to.isPrecopy());
    assertThat(works(() -> Streams.load(device, header(flags), 64)))
        .isEqualTo(to == DeviceState.RESUMING);
    assertThat(device.stopCopyBytes()).isPositive();
  }

  private static SimulatedDevice open(String flags, SimulatedTime time) throws VfioException {
    return SimulatedDeviceSpec.parse(Streams.SMALL + ",transitionTime=1ms,flags=" + flags)
        .open(time);
  }

  /** Brings a new device to a state; one that is to leave RESUMING has loaded a whole stream. */
  private static void bring(SimulatedDevice device, DeviceState state, DeviceState next)
      throws VfioException {
    if (state == DeviceState.ERROR) {
      device.inject(Fault.parse("state:STOP:ERROR"));
      device.inject(Fault.parse("reset:EIO"));
      assertThat(works(() -> device.setState(DeviceState.STOP, DeviceState.ERROR))).isFalse();
    } else {
      device.setState(state, DeviceState.ERROR);
    }
    if (state == DeviceState.RESUMING && next != state) {
      Streams.load(device, Streams.stopCopy(Streams.open(Streams.SMALL)), 64);
    }
    assertThat(device.state()).isEqualTo(state);
  }

  private static byte[] header(String flags) throws VfioException {
    SimulatedDevice source = open(flags, new VirtualTime());
    source.setState(DeviceState.STOP_COPY, DeviceState.ERROR);
    return Streams.read(source, StreamHeaderDescriptor.LENGTH);
  }

  private static boolean works(Call call) {
    try {
      call.run();
      return true;
    } catch (VfioException e) {
      return false;
    }
  }

  private interface Call {
    void run() throws VfioException;
  }
}
