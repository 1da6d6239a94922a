package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.baton.engine.MigrationCounters;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationSnapshot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a migration of another process is. */
@Command(
    name = "stat",
    description = {
      "Shows how a migration is that another process does, from the file that its --counters"
          + " names. Asks that process nothing, and works when it has ended or was killed.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton stat /run/nic0.counters",
      "  baton stat /run/nic0.counters --watch 1s",
      "  baton stat /run/nic0.counters --json - | jq .devices[].acksRequested",
      "",
      "Exit codes: 0 when the file was read, whatever is in it; 2 and 4 as 'baton",
      "--help' says."
    })
final class Stat implements Callable<Integer> {
  private static final Path STDOUT = Path.of("-");

  @Parameters(paramLabel = "FILE", description = "The file that 'send --counters' writes.")
  private Path file = STDOUT;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write it as JSON to FILE, too; '-': to stdout, and nothing else.")
  private @Nullable Path json;

  @Option(
      names = "--watch",
      paramLabel = "INTERVAL",
      converter = IntervalConverter.class,
      description =
          "Look again and again, 500ms or 2s apart, until the migration is over or its process"
              + " is dead.")
  private @Nullable Duration interval;

  private final Terminal terminal;

  Stat(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Refusal, InterruptedException {
    Canvas canvas = terminal.outCanvas();
    MigrationSnapshot now = look();
    show(canvas, now);
    while (interval != null && goesOn(now) && terminal.tookResults()) {
      Thread.sleep(interval);
      now = look();
      show(canvas, now);
    }
    return terminal.tookResults() ? ExitCode.COMPLETED : ExitCode.REFUSED;
  }

  private static boolean goesOn(MigrationSnapshot now) {
    return now.writer().state() == CountersWriter.State.ALIVE
        || now.writer().state() == CountersWriter.State.SILENT;
  }

  private MigrationSnapshot look() throws Refusal {
    try {
      return MigrationCounters.read(file);
    } catch (IOException e) {
      throw Refusal.machine(String.valueOf(e.getMessage()));
    }
  }

  private void show(Canvas canvas, MigrationSnapshot now) throws Refusal {
    if (json != null && json.equals(STDOUT)) {
      terminal.out().print(StatJson.of(now));
      terminal.out().flush();
      return;
    }
    canvas.draw(StatTable.of(now));
    if (json != null) {
      try {
        Files.writeString(json, StatJson.of(now));
      } catch (IOException e) {
        throw Refusal.machine("--json " + json + " could not be written: " + Text.cause(e));
      }
    }
  }
}
