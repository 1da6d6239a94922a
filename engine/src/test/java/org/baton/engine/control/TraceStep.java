package org.baton.engine.control;

import java.util.List;

/**
 * One event of a trace.
 *
 * @param text the line that it is from
 * @param words who, what, and what else there is to say of it
 * @param effects what the conductor does because of it
 * @param state in which both conductors are after it
 */
record TraceStep(String text, List<String> words, List<String> effects, TraceState state) {
  private static final String EFFECT = " > ";
  private static final String STATE = "= ";

  /** Reads a line; {@code before} is the state if the line does not say that it changes. */
  static TraceStep of(String line, TraceState before) {
    int state = line.indexOf(STATE);
    String[] parts = (state < 0 ? line : line.substring(0, state)).strip().split(EFFECT, -1);
    return new TraceStep(
        line,
        List.of(parts[0].split(" ", -1)),
        List.of(parts).subList(1, parts.length),
        state < 0 ? before : TraceState.of(line.substring(state + STATE.length())));
  }

  String who() {
    return words.getFirst();
  }

  /** What happens, without numbers. */
  String what() {
    return String.join(" ", words.stream().filter(word -> !isNumber(word)).toList());
  }

  /** The numbers that belong to it. */
  int number(int index) {
    return words.stream().filter(TraceStep::isNumber).mapToInt(Integer::parseInt).toArray()[index];
  }

  /** Whether the conductor does this, and what it says arrives. */
  boolean arrives() {
    return effects.stream().noneMatch(effect -> effect.endsWith(" lost"));
  }

  /** What the conductor says. */
  List<String> said() {
    return effects.stream()
        .filter(effect -> effect.startsWith("say "))
        .map(effect -> effect.split(" ", -1)[1])
        .toList();
  }

  /** What else the conductor does. */
  List<String> done() {
    return effects.stream().filter(effect -> !effect.startsWith("say ")).toList();
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }
}
