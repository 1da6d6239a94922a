package org.baton.engine.pipeline;

import org.baton.transport.message.ChunkKind;

/** What a ring carries: the description of a chunk. Its bytes stay in their slot. */
final class Chunk {
  int participant;
  long sequence;
  int slot;
  int payloadLength;
  ChunkKind kind = ChunkKind.PRECOPY;
  long publishedNanos;

  void set(
      int participant,
      long sequence,
      int slot,
      int payloadLength,
      ChunkKind kind,
      long publishedNanos) {
    this.participant = participant;
    this.sequence = sequence;
    this.slot = slot;
    this.payloadLength = payloadLength;
    this.kind = kind;
    this.publishedNanos = publishedNanos;
  }
}
