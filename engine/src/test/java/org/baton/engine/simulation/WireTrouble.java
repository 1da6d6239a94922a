package org.baton.engine.simulation;

/** What goes wrong with a message on its way. */
enum WireTrouble {
  /** The connection is reset, and the message is lost. */
  RESET,
  /** The cable is cut: nothing arrives any more, and nobody is told. */
  SILENCE,
  /** A bit is flipped. */
  CHANGE,
  /** It arrives twice. */
  DOUBLE,
  /** It does not arrive, and what follows does. */
  LOSE
}
