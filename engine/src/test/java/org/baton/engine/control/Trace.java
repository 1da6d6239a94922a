package org.baton.engine.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * One run of the model, as {@code tests/model/record} writes it.
 *
 * @param name the recording and the seed
 * @param parameters of the model
 * @param start the state before the first step
 * @param steps what happens
 */
record Trace(String name, Map<String, String> parameters, TraceState start, List<TraceStep> steps) {
  private static final Path FOLDER = Path.of("..", "tests", "model", "traces");

  /** All that are committed. */
  static List<Trace> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Trace> traces = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String[] runs = Files.readString(file).split("(?m)^run ", -1);
        for (String run : List.of(runs).subList(1, runs.length)) {
          traces.add(of(file.getFileName().toString(), run.lines().toList()));
        }
      }
      return traces;
    }
  }

  private static Trace of(String recording, List<String> lines) {
    List<String> head = List.of(lines.getFirst().split(" ", -1));
    Map<String, String> parameters =
        head.stream()
            .skip(1)
            .map(parameter -> parameter.split("=", -1))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    TraceState start = TraceState.of(lines.get(1).substring("= ".length()));
    List<TraceStep> steps = new ArrayList<>();
    TraceState state = start;
    for (String line : lines.subList(2, lines.size())) {
      TraceStep step = TraceStep.of(line, state);
      state = step.state();
      steps.add(step);
    }
    return new Trace(recording + " " + head.getFirst(), parameters, start, steps);
  }

  SwitchoverAckMode mode() {
    return SwitchoverAckMode.valueOf(String.valueOf(parameters.get("MODE")));
  }

  LateReinitPolicy policy() {
    return switch (String.valueOf(parameters.get("POLICY"))) {
      case "GIVE_UP" -> LateReinitPolicy.FAIL;
      case "PROCEED" -> LateReinitPolicy.PROCEED;
      default -> LateReinitPolicy.RETREAT;
    };
  }

  /** How often the source goes back at most. */
  int retreats() {
    return Integer.parseInt(parameters.getOrDefault("RETREATS", "2"));
  }

  boolean hasPrecopy(int device) {
    return !"NONE".equals(parameters.get("KIND" + device));
  }

  /** Whether something goes wrong in it that can have more than one cause. */
  boolean hasFault() {
    return steps.stream().anyMatch(step -> step.what().matches(".* (fails|loses .*)"));
  }

  @Override
  public String toString() {
    return name;
  }
}
