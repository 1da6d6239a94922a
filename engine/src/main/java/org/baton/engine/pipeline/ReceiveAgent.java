package org.baton.engine.pipeline;

import org.agrona.concurrent.NanoClock;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Channel;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ProtocolException;

/**
 * Receives chunks from one data channel, each payload straight into the slot where it belongs.
 *
 * <p>Nothing that a header says is used before it is checked: a chunk outside its participant's
 * window would overwrite one that is not loaded yet.
 */
public final class ReceiveAgent extends ChannelAgent {
  private final long headerOffset;
  private final ChunkHeader header;
  private final LoadAgentProxy[] loaders;
  private final int chunkBytes;
  private final NanoClock clock;
  private final StageRecorder wireTimes;

  private boolean payloadNext;
  private int slot;
  private long startNanos;

  /**
   * Creates an agent.
   *
   * @param headerOffset where in the slab this channel's headers are received
   * @param header lies over that place
   */
  ReceiveAgent(
      int index,
      Channel channel,
      long headerOffset,
      ChunkHeader header,
      LoadAgentProxy[] loaders,
      int chunkBytes,
      NanoClock clock,
      StageRecorder wireTimes,
      PipelineListener listener) {
    super(index, channel, "source", listener);
    this.headerOffset = headerOffset;
    this.header = header;
    this.loaders = loaders;
    this.chunkBytes = chunkBytes;
    this.clock = clock;
    this.wireTimes = wireTimes;
  }

  @Override
  void begin() {
    channel.receive(headerOffset, ChunkHeader.BYTES);
  }

  @Override
  int move() {
    return channel.poll(this);
  }

  @Override
  public void onReceived(long offset, int length) {
    if (isOver()) {
      return;
    }
    try {
      if (payloadNext) {
        deliver();
      } else {
        accept();
      }
    } catch (ProtocolException e) {
      stop(e);
    }
  }

  private void accept() throws ProtocolException {
    header.check(chunkBytes);
    if (header.participant() >= loaders.length) {
      throw new ProtocolException(
          "a chunk for participant " + header.participant() + " of " + loaders.length);
    }
    startNanos = clock.nanoTime();
    LoadAgentProxy loader = loaders[header.participant()];
    slot = loader.claim(header.sequence());
    payloadNext = true;
    channel.receive(loader.payloadOffset(slot), header.payloadLength());
  }

  private void deliver() {
    long now = clock.nanoTime();
    wireTimes.record(now - startNanos);
    loaders[header.participant()].deliver(
        header.sequence(), slot, header.payloadLength(), header.kind(), now);
    payloadNext = false;
    channel.receive(headerOffset, ChunkHeader.BYTES);
  }

  /** Only a channel that is closed has let go of the slot that it was receiving into. */
  @Override
  public void onClose() {
    channel.close();
    if (payloadNext) {
      loaders[header.participant()].disclaim(header.sequence(), slot);
    }
  }

  @Override
  public String roleName() {
    return ThreadNames.of("rx", Integer.toString(index));
  }
}
