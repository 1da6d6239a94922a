package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The conductors do in each run of the model, see tests/model, what the model does. */
class ReplayTest {
  /** What must be seen in which recording. */
  private static final List<String> RULES =
      List.of(
          "retreat: source has answers in ASKING > pause",
          "retreat: source has answers in ASKING",
          "retreat: source has answers in ASKING_PAUSED > go back",
          "retreats: source is back in BACK > resume",
          "in-p2p: source has answers in TO_P2P > go back",
          "bound: source has answers in ASKING_PAUSED > say FAIL",
          "fail: source has answers in ASKING_PAUSED > say FAIL",
          "fail: operator pauses in PRECOPY",
          "proceed: source takes in TO_P2P > tag 0",
          "repeated: source hears ACK in PRECOPY > say FAIL",
          "legacy: source hears ACK in PRECOPY",
          "legacy-twice: source hears ACK in PRECOPY > say FAIL",
          "legacy-none: destination is free in PRECOPY > say ACK",
          "off: source hears HAS_RUN in COMMITTED > go STOP");

  static Stream<Trace> traces() throws IOException {
    return Trace.all().stream();
  }

  @ParameterizedTest
  @MethodSource("traces")
  void conductorsDoWhatTheModelDoes(Trace trace) {
    List<ReplayFault> faults =
        trace.hasFault() ? List.of(ReplayFault.values()) : List.of(ReplayFault.DEVICE);
    faults.forEach(fault -> new Replay(trace, fault).run());
  }

  /** Or the traces would show less than they could. */
  @Test
  void tracesReachEveryRule() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (Trace trace : Trace.all()) {
      String recording = trace.name().split(" ", -1)[0];
      TraceState before = trace.start();
      for (TraceStep step : trace.steps()) {
        seen.add(step.what() + " in " + before.source());
        seen.add(step.what() + " there in " + before.destination());
        seen.add(recording + ": " + step.what() + " in " + before.source() + effects(step));
        before = step.state();
      }
    }
    assertThat(seen).containsAll(faults()).containsAll(RULES);
  }

  private static String effects(TraceStep step) {
    return step.effects().stream().map(effect -> " > " + effect).collect(Collectors.joining());
  }

  /** Each side gives up, is left and is told of the other's failure wherever that can be. */
  private static Set<String> faults() {
    Set<String> faults = new TreeSet<>();
    for (String phase :
        List.of("PRECOPY", "ASKING", "PAUSING", "ASKING_PAUSED", "TO_P2P", "BACK", "SAVING")) {
      faults.add("source fails in " + phase);
    }
    for (String phase : List.of("PRECOPY", "PAUSING", "TO_P2P", "SAVING", "LOADING", "COMMITTED")) {
      faults.add("source loses destination in " + phase);
      faults.add("source hears FAIL in " + phase);
    }
    for (String phase : List.of("LOADING", "READY", "STARTING")) {
      faults.add("destination fails there in " + phase);
    }
    for (String phase : List.of("LOADING", "READY")) {
      faults.add("destination loses source there in " + phase);
      faults.add("destination hears FAIL there in " + phase);
    }
    return faults;
  }
}
