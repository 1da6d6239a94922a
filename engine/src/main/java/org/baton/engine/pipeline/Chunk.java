package org.baton.engine.pipeline;

/** What a ring carries: the description of a chunk. Its bytes stay in their slot. */
final class Chunk {
  int participant;
  long sequence;
  int payloadLength;
  boolean stopCopy;
  long publishedNanos;

  void set(
      int participant, long sequence, int payloadLength, boolean stopCopy, long publishedNanos) {
    this.participant = participant;
    this.sequence = sequence;
    this.payloadLength = payloadLength;
    this.stopCopy = stopCopy;
    this.publishedNanos = publishedNanos;
  }
}
