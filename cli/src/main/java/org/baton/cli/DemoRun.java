package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the demo's two processes, once or several times in a row. */
final class DemoRun {
  private final Terminal terminal;
  private final Interruption interruption;
  private final DemoArguments arguments;
  private final TemporaryDirectory directory;

  DemoRun(
      Terminal terminal,
      Interruption interruption,
      DemoArguments arguments,
      TemporaryDirectory directory) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.arguments = arguments;
    this.directory = directory;
  }

  /**
   * Runs both until both have ended.
   *
   * @param both more arguments of both processes
   * @param sending more arguments of the sending one
   * @return the exit code
   */
  int run(List<String> both, List<String> sending)
      throws Refusal, IOException, InterruptedException {
    Path rounds = directory.file("rounds");
    Path complaints = directory.file("complaints");
    // What an earlier pair left must not be taken for what this one has to tell.
    Files.deleteIfExists(rounds);
    List<String> receiving = new ArrayList<>(both);
    receiving.addAll(List.of("--quiet", "--rounds-file", rounds.toString()));
    int code =
        new ProcessPair(JavaCommand.ofProcess(), interruption, complaints)
            .run(
                arguments.of("receive", receiving),
                endpoint -> {
                  List<String> all = new ArrayList<>(both);
                  all.addAll(sending);
                  all.addAll(
                      List.of("--connect", endpoint, "--destination-rounds", rounds.toString()));
                  return arguments.of("send", all);
                });
    Files.readAllLines(complaints).forEach(terminal::error);
    return code;
  }
}
