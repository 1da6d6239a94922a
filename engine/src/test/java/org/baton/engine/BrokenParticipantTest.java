package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.participant.VfioLoader;
import org.baton.engine.participant.VfioSaver;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.vfio.simulated.SimulatedDevice;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A participant that breaks its contract with an unchecked exception: nobody waits for ever. */
class BrokenParticipantTest {
  private static final String NIC = "name=nic0,initialBytes=128K,stopCopyBytes=128K";

  @ParameterizedTest
  @ValueSource(strings = {"startPrecopy", "read", "enterP2p", "enterStopCopy"})
  void atTheSourceItEndsTheMigration(String method) throws Exception {
    MigrationPair.Reports reports = run(method, "none", "none");

    assertThat(String.valueOf(reports.source().failure())).contains("nic0", "broken " + method);
    assertThat(String.valueOf(reports.destination().failure())).contains("broken " + method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "write", "validate"})
  void atTheDestinationItEndsTheMigration(String method) throws Exception {
    MigrationPair.Reports reports = run("none", "none", method);

    assertThat(String.valueOf(reports.source().failure())).contains("nic0", "broken " + method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resumeP2p", "resume"})
  void whileItIsBroughtBackItIsAWarning(String method) throws Exception {
    MigrationPair.Reports reports = run("enterStopCopy", method, "none");

    assertThat(reports.source().warnings()).anyMatch(line -> line.contains("broken " + method));
    assertThat(reports.source().recoveryFailed()).isTrue();
  }

  private static MigrationPair.Reports run(String saving, String recovering, String loading)
      throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS);
        SimulatedDevice from = SimulatedDeviceSpec.parse(NIC).open();
        SimulatedDevice to = SimulatedDeviceSpec.parse(NIC).open()) {
      pair.source.participant(
          breaking(SavingParticipant.class, new VfioSaver(from), saving, recovering));
      pair.destination.participant(
          breaking(LoadingParticipant.class, new VfioLoader(to), loading, "none"));
      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().status()).isEqualTo(MigrationStatus.FAILED);
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.FAILED);
      assertThat(pair.sourceGuest.isRunning()).isTrue();
      assertThat(pair.destinationGuest.isRunning()).isFalse();
      return reports;
    }
  }

  private static <T> T breaking(Class<T> type, T participant, String first, String second) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String name = method.getName();
              if (name.equals(first) || name.equals(second)) {
                throw new IllegalStateException("broken " + name);
              }
              try {
                return method.invoke(participant, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
