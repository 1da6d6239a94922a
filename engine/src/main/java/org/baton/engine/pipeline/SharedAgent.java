package org.baton.engine.pipeline;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;

/**
 * A participant's agent and its channel's on one thread: no chunk waits for another thread to wake
 * up, and each is sent, or written, while it is in the cache of the processor that has read, or
 * received, it. While the driver holds the thread nothing is sent or received, so this is for a
 * channel that carries nobody else's chunks.
 */
final class SharedAgent implements Agent {
  /** As often a device without data is asked. */
  private static final long AWAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final ChannelAgent channel;
  private final Agent participant;
  private final boolean channelGives;

  private SharedAgent(ChannelAgent channel, Agent participant, boolean channelGives) {
    this.channel = channel;
    this.participant = participant;
    this.channelGives = channelGives;
  }

  /** Where the participant hands chunks to the channel. */
  static SharedAgent saving(SaveAgent saver, SendAgent sender) {
    return new SharedAgent(sender, saver, false);
  }

  /** Where the channel hands chunks to the participant. */
  static SharedAgent loading(ReceiveAgent receiver, LoadAgent loader) {
    return new SharedAgent(receiver, loader, true);
  }

  @Override
  public void onStart() {
    participant.onStart();
    channel.onStart();
  }

  @Override
  public int doWork() throws Exception {
    int work = channel.serve() + participant.doWork();
    if (work == 0 && !channel.isOver()) {
      channel.await(AWAIT_NANOS);
      return 1;
    }
    return work;
  }

  /** Whoever hands chunks on ends first, so that the other finds all that it will ever be given. */
  @Override
  public void onClose() {
    if (channelGives) {
      channel.onClose();
      participant.onClose();
    } else {
      participant.onClose();
      channel.onClose();
    }
  }

  @Override
  public String roleName() {
    return participant.roleName();
  }
}
