package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison shows, and where its figures come from. */
class ComparisonReportTest {
  private static ComparedRun run(double downtimeMillis, double totalMillis) {
    return new ComparedRun(downtimeMillis, totalMillis, "{\n  \"ms\": " + downtimeMillis + "\n}\n");
  }

  private final ComparisonReport report =
      new ComparisonReport(
          Scenario.REINIT,
          List.of(run(40, 3_000), run(50, 3_100), run(100, 3_200)),
          List.of(run(400, 2_000), run(250, 2_100), run(200, 2_200)));

  @Test
  void forPeople() {
    assertThat(report.lines())
        .containsExactly(
            "by turns, rounds: 3            median        min .. max",
            "  downtime, reusable           50.0 ms      40.0 .. 100.0 ms",
            "  downtime, legacy            250.0 ms     200.0 .. 400.0 ms",
            "  total, reusable            3100.0 ms    3000.0 .. 3200.0 ms",
            "  total, legacy              2100.0 ms    2000.0 .. 2200.0 ms",
            "downtime with legacy is 5.0 times that with reusable (by round: 2.0 .. 10.0)");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertThat(Spread.of(40, 10, 20, 30)).isEqualTo(new Spread(25, 10, 40));
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void forMachines() {
    assertThat(report.json().replaceAll("\\s*\\R\\s*", " "))
        .contains(
            "\"scenario\": \"reinit\", \"rounds\": 3,",
            "\"downtimeRatio\": { \"median\": 5.000, \"min\": 2.000, \"max\": 10.000 }",
            "\"reusable\": { \"downtimeMillis\": { \"median\": 50.000, \"min\": 40.000, \"max\":"
                + " 100.000 }",
            "\"reports\": [ { \"ms\": 40.0 }, { \"ms\": 50.0 }, { \"ms\": 100.0 } ] }, \"legacy\"");
  }

  @Test
  void figuresAreThoseOfTheWholeRun(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("report.json");
    Files.writeString(
        file,
        ReportJson.of(Reports.SOURCE, List.of(Reports.round(1, Reports.completed())), Map.of()));
    ComparedRun run = ComparedRun.read(file);
    assertThat(run.downtimeMillis()).isEqualTo(85);
    assertThat(run.totalMillis()).isEqualTo(2_143);
    assertThat(run.report()).isEqualTo(Files.readString(file));
  }

  @Test
  void reportWithoutFiguresIsRefused(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("report.json");
    Files.writeString(file, ReportJson.refused(RunHead.SOURCE, "no such device"));
    assertThatThrownBy(() -> ComparedRun.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("downtimeMillis", "no such device");
  }
}
