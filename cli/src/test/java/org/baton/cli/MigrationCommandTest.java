package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.vfio.DeviceSpec;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Only what the settings are refused for is called a mistake in the arguments. */
class MigrationCommandTest {
  private final IllegalArgumentException complaint = new IllegalArgumentException("no");

  private final List<Exception> thrown = new ArrayList<>();

  /** One side that does nothing but what a test tells it. */
  private static final class OneSide extends MigrationCommand {
    private final MigrationLoop.Side side;

    OneSide(MigrationLoop.Side side) {
      super(new Terminal(System.out, System.err, 0), new Interruption(), true);
      this.side = side;
    }

    @Override
    List<Round> run(List<DeviceSpec> specs) throws Refusal, InterruptedException {
      return migrate(Reports.SOURCE, specs, side);
    }

    @Override
    Map<Integer, ProcessUsage> otherSide() {
      return Map.of();
    }
  }

  private record DefectiveAttempt(RuntimeException defect) implements Attempt {
    @Override
    public MigrationReport run() {
      throw defect;
    }

    @Override
    public void cancel() {}

    @Override
    public MigrationProgress progress() {
      return MigrationProgress.of(MigrationStatus.NONE);
    }
  }

  private Exception failureOf(MigrationLoop.Side side) {
    new CommandLine(new OneSide(side))
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              thrown.add(exception);
              return ExitCode.FAILED;
            })
        .execute("--quiet", "--device", "sim:");
    assertThat(thrown).hasSize(1);
    return thrown.getFirst();
  }

  @Test
  void settingThatIsRefusedIsAMistakeInTheArguments() {
    assertThat(
            failureOf(
                (devices, round) -> {
                  throw complaint;
                }))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage("no");
  }

  @Test
  void defectDuringTheMigrationIsNot() {
    assertThat(failureOf((devices, round) -> new DefectiveAttempt(complaint))).isSameAs(complaint);
  }
}
