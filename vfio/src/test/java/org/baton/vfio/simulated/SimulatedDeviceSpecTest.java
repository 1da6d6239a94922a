package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.baton.vfio.DeviceSpec;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A specification, from text and back. */
class SimulatedDeviceSpecTest {
  @Test
  void readsEveryKey() {
    SimulatedDeviceSpec spec =
        SimulatedDeviceSpec.parse(
            "name=nic0,seed=0xfeedfacefeedface,flags=STOP_COPY|PRE_COPY,initialBytes=8M,"
                + "reinitBytes=1000,stopCopyBytes=64M,dirtyBytesPerSecond=100M,dirtyLimitBytes=32M,"
                + "saveBytesPerSecond=2G,loadBytesPerSecond=1G,"
                + "transitionTime=5ms;PRE_COPY-STOP_COPY:30ms,initialLoadTime=15ms,"
                + "precopyInfoTime=200us,reportsReinit=false,emptyRead=zero,dataSize=remaining,"
                + "maxReadBytes=4095,maxWriteBytes=1,reinit=500ms;200ms,reinitEvery=2s,"
                + "fault=read:3:EIO,fault=state:STOP_COPY:1+:ERROR");
    assertThat(spec.toString())
        .isEqualTo(
            "name=nic0,seed=-77129851648214322,flags=STOP_COPY+PRE_COPY,reinitBytes=1K,"
                + "dirtyBytesPerSecond=100M,dirtyLimitBytes=32M,saveBytesPerSecond=2G,"
                + "loadBytesPerSecond=1G,transitionTime=5ms+PRE_COPY-STOP_COPY:30ms,"
                + "initialLoadTime=15ms,precopyInfoTime=200us,reportsReinit=false,emptyRead=zero,"
                + "dataSize=remaining,maxReadBytes=4095,maxWriteBytes=1,reinit=200ms+500ms,"
                + "reinitEvery=2s,fault=read:3:EIO,fault=state:STOP_COPY:1+:ERROR");
    assertThat(SimulatedDeviceSpec.parse(spec.toString())).isEqualTo(spec);
    assertThat(spec.timings().transitions().nanos(DeviceState.PRE_COPY, DeviceState.STOP_COPY))
        .isEqualTo(30_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name=\u00e4",
        "initialBytes=0,stopCopyBytes=0",
        "initialBytes=1,stopCopyBytes=1025",
        "flags=STOP_COPY",
        "reinit=0",
        "seed=-1",
        "transitionTime=STOP-RUNNING_P2P:7ns",
        "flags=STOP_COPY,transitionTime=STOP-RUNNING:7ns",
      })
  void textOfASpecificationReadsBackTheSame(String text) {
    SimulatedDeviceSpec spec = SimulatedDeviceSpec.parse(text);
    assertThat(SimulatedDeviceSpec.parse(spec.toString())).isEqualTo(spec);
  }

  @Test
  void defaultsAreADeviceThatCanDoAll() throws VfioException {
    DeviceSpec spec = SimulatedDeviceSpec.parse("");
    assertThat(spec.name()).isEqualTo("sim0");
    assertThat(spec).isEqualTo(SimulatedDeviceSpec.builder().build()).hasToString("name=sim0");
    try (MigratableDevice device = spec.open()) {
      assertThat(device.name()).isEqualTo("sim0");
      assertThat(device.flags()).hasToString("STOP_COPY|P2P|PRE_COPY");
      assertThat(device.reportsReinit()).isTrue();
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(device.stopCopyBytes()).isEqualTo(72L << 20);
    }
  }

  @Test
  void sizesAreRoundedUpToWholeUnits() {
    ContentSizes sizes =
        SimulatedDeviceSpec.parse("initialBytes=1,stopCopyBytes=65,dirtyLimitBytes=65").sizes();
    assertThat(sizes).isEqualTo(new ContentSizes(64, 64, 96, 0, 128));
  }

  @Test
  void unknownKeyIsAnsweredWithAllKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.parse("name=a,initalBytes=5"))
        .withMessage(
            "a simulated device has no key 'initalBytes'; the keys are name, seed, flags,"
                + " initialBytes, reinitBytes, stopCopyBytes, dirtyBytesPerSecond,"
                + " dirtyLimitBytes, saveBytesPerSecond, loadBytesPerSecond, transitionTime,"
                + " initialLoadTime, precopyInfoTime, reportsReinit, emptyRead, dataSize,"
                + " maxReadBytes, maxWriteBytes, reinit, reinitEvery, fault");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          name=                       # device name '' is not 1 to 64 bytes
          name=a,name=b               # 'name' comes twice
          name                        # 'name' has no value
          seed=x                      # seed=x: 'x' is no number of 64 bits
          flags=P2P                   # flags P2P lack STOP_COPY
          flags=STOP                  # 'STOP' is no flag
          initialBytes=8MB            # '8MB' is no size
          initialBytes=               # '' is no size
          initialBytes=-5             # '-5' is no size
          initialBytes=9999999T       # '9999999T' is too large
          stopCopyBytes=2000T         # stopCopyBytes must be 0 to 1024T
          dirtyBytesPerSecond=9G      # dirtyBytesPerSecond must be 0 to 8G
          reinit=5                    # '5' is no time
          reinit=ms                   # 'ms' is no time
          reinit=99999999999s         # '99999999999s' is too large
          transitionTime=A-B:5ms      # 'A-B' is no arc
          transitionTime=STOP:5ms     # 'STOP' is no arc
          transitionTime=STOP-STOP:1s # has no arc STOP-STOP
          transitionTime=STOP-ERROR:0 # has no arc STOP-ERROR
          transitionTime=ERROR-STOP:0 # has no arc ERROR-STOP
          transitionTime=STOP-RUNNING:1s # STOP_COPY|P2P|PRE_COPY has no arc STOP-RUNNING
          flags=STOP_COPY,transitionTime=STOP-RUNNING_P2P:1s # STOP_COPY has no arc STOP-RUNNING_P2P
          flags=STOP_COPY,transitionTime=STOP-PRE_COPY:1s # arcs are STOP-RUNNING, STOP-STOP_COPY,
          reportsReinit=yes           # 'yes' is neither true nor false
          emptyRead=none              # 'none' is no choice: say enomsg or zero or block
          maxReadBytes=4G             # maxReadBytes=4G: integer overflow
          fault=read:3                # fault 'read:3': '3' is no effect
          """)
  void badValueIsNamed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.parse(text))
        .withMessageContaining(message);
  }

  @Test
  void partsRefuseWhatTextCannotSay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.builder().maxReadBytes(-1).build())
        .withMessageContaining("must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.builder().loadBytesPerSecond(-1).build())
        .withMessageContaining("must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.builder().reinitAtNanos(-1).build())
        .withMessage("reinit must not be negative: -1 ns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.builder().name("a,b").build())
        .withMessageContaining("'a,b' is no name of a simulated device");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SimulatedDeviceSpec.builder().name("tab\t").build())
        .withMessageContaining("without control characters");
  }
}
