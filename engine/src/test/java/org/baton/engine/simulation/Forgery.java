package org.baton.engine.simulation;

/** What a lying destination says about acks. */
enum Forgery {
  /** An ack comes twice. */
  DOUBLE,
  /** An ack of the next tag comes before that tag. A lie only as long as the tag is not sent. */
  NEXT,
  /** An ack of a tag far ahead. */
  TOO_NEW,
  /** An ack for a device that does not exist. */
  FOREIGN
}
