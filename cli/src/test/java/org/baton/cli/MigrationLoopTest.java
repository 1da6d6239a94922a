package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.DeviceSpecs;
import org.baton.vfio.MigratableDevice;
import org.junit.jupiter.api.Test;

/** When devices are open and when they are closed. */
class MigrationLoopTest {
  private final List<String> events = new ArrayList<>();

  /** A device that is only opened and closed. */
  private DeviceSpec device(String name) {
    return new DeviceSpec() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public MigratableDevice open() {
        events.add("open " + name);
        return (MigratableDevice)
            Proxy.newProxyInstance(
                MigratableDevice.class.getClassLoader(),
                new Class<?>[] {MigratableDevice.class},
                (proxy, method, arguments) -> events.add(method.getName() + " " + name));
      }
    };
  }

  /** A specification with a defect. */
  private record DefectiveSpec() implements DeviceSpec {
    @Override
    public String name() {
      return "nic1";
    }

    @Override
    public MigratableDevice open() {
      throw new IllegalStateException("a defect");
    }
  }

  private Attempt attempt(MigrationReport report) {
    return new Attempt() {
      @Override
      public MigrationReport run() {
        events.add("run");
        return report;
      }

      @Override
      public void cancel() {}

      @Override
      public MigrationProgress progress() {
        return MigrationProgress.of(MigrationStatus.NONE);
      }
    };
  }

  private List<Round> run(MigrationReport report, DeviceSpec... devices) throws Exception {
    Terminal terminal = new Terminal(System.out, System.err, 0);
    return new MigrationLoop(terminal, new Interruption(), Reports.SOURCE, true, 1)
        .run(List.of(devices), (opened, round) -> attempt(report), rounds -> events.add("holding"));
  }

  @Test
  void unknownOutcomeIsHeldWithTheDevicesOpen() throws Exception {
    List<Round> rounds = run(Reports.unknown(), device("nic0"), device("nic1"));
    assertThat(events)
        .containsExactly("open nic0", "open nic1", "run", "holding", "close nic0", "close nic1");
    assertThat(rounds.getLast().report().status()).isEqualTo(MigrationStatus.UNKNOWN);
  }

  @Test
  void nothingElseIsHeld() throws Exception {
    run(Reports.failed(), device("nic0"));
    assertThat(events).containsExactly("open nic0", "run", "close nic0");
  }

  @Test
  void devicesAreClosedWhenAnotherIsRefused() {
    DeviceSpec refused = DeviceSpecs.parse("fd:987,name=nic1");
    assertThatThrownBy(() -> run(Reports.completed(), device("nic0"), refused))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("nic1");
    assertThat(events).containsExactly("open nic0", "close nic0");
  }

  @Test
  void devicesAreClosedWhenOpeningAnotherFailsInAnyWay() {
    assertThatThrownBy(() -> run(Reports.completed(), device("nic0"), new DefectiveSpec()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(events).containsExactly("open nic0", "close nic0");
  }
}
