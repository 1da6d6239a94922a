package org.baton.engine.control;

/**
 * Where the model's conductors are.
 *
 * @param source the source's phase, in the model's word
 * @param isOpen whether the source is in PRECOPY and its gate is open, so it may look any time
 * @param destination the destination's phase
 */
record TraceState(String source, boolean isOpen, String destination) {
  static TraceState of(String text) {
    String[] words = text.split(" ", -1);
    return new TraceState(words[0], words[1].equals("open"), words[2]);
  }

  /** The source's phase in the code's word. */
  SourcePhase sourcePhase() {
    return switch (source) {
      case "ASKING" -> SourcePhase.PRECOPY;
      case "ASKING_PAUSED" -> SourcePhase.QUERYING;
      case "TO_P2P" -> SourcePhase.P2P;
      case "BACK" -> SourcePhase.RETREATING;
      default -> SourcePhase.valueOf(source);
    };
  }
}
