package org.baton.engine.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;
import org.baton.vfio.simulated.SimulatedDevice;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import org.junit.jupiter.api.Test;

class VfioSaverTest {
  /** Others may stand still yet, and it could write into them. */
  @Test
  void aDeviceThatRefusesRunningP2pDoesNotRunBeforeItIsToldTo() throws VfioException {
    try (SimulatedDevice device =
        SimulatedDeviceSpec.parse("name=nic0,fault=state:RUNNING_P2P:1:EIO").open()) {
      VfioSaver saver = new VfioSaver(device);
      saver.startPrecopy();
      saver.enterP2p();
      saver.enterStopCopy();

      assertThatThrownBy(saver::resumeP2p).hasMessageContaining("EIO");
      assertThat(device.state()).isEqualTo(DeviceState.STOP);

      saver.resume();
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
    }
  }
}
