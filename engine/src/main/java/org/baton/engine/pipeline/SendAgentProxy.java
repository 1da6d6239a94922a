package org.baton.engine.pipeline;

import org.baton.transport.Channel;
import org.baton.transport.message.ChunkKind;

/** How participants' threads give chunks to one {@link SendAgent}. Any thread. */
public final class SendAgentProxy {
  private final ChunkRing ring;
  private final Channel channel;

  SendAgentProxy(ChunkRing ring, Channel channel) {
    this.ring = ring;
    this.channel = channel;
  }

  /** Sends a chunk whose slot has been handed to the ring. */
  void send(
      int participant, long sequence, int slot, int payloadLength, ChunkKind kind, long nowNanos) {
    ring.publish(participant, sequence, slot, payloadLength, kind, nowNanos);
    channel.wakeup();
  }
}
