package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Channel;
import org.baton.transport.ChannelCounters;
import org.baton.transport.ChannelHandler;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ChunkKind;
import org.junit.jupiter.api.Test;

/** How long a channel has its hands full says whether the link is what limits a migration. */
class SendAgentTest {
  private static final int CHUNK_BYTES = 4_096;
  private static final int WINDOW_CHUNKS = 2;

  private final SlotWindow window =
      new SlotWindow(0, WINDOW_CHUNKS, CHUNK_BYTES, ChunkHeader.BYTES);
  private final ChunkRing ring = new ChunkRing(WINDOW_CHUNKS);
  private final SlowChannel channel = new SlowChannel();
  private final SendAgentProxy proxy = new SendAgentProxy(ring, channel);
  private long now = 1_000;
  private final SendAgent agent =
      new SendAgent(
          0,
          channel,
          ring,
          new OutgoingLane[] {
            new OutgoingLane(window, new CreditWindow(WINDOW_CHUNKS, WINDOW_CHUNKS), new Waker())
          },
          () -> now,
          new StageRecorder(Stage.RING),
          new StageRecorder(Stage.SEND),
          new Deaf());

  private void publish(long sequence) {
    proxy.send(0, sequence, window.take(SlotOwner.RING), CHUNK_BYTES, ChunkKind.PRECOPY, now);
  }

  private void send(long sequence, long nanos) {
    publish(sequence);
    agent.doWork();
    now += nanos;
    channel.sent = true;
    agent.doWork();
  }

  @Test
  void isBusyForAsLongAsItSends() {
    assertThat(agent.busyNanos()).isZero();
    send(0, 500);
    assertThat(agent.busyNanos()).isEqualTo(500);
    send(1, 300);
    assertThat(agent.busyNanos()).isEqualTo(800);
    assertThat(window.inUse()).isZero();
  }

  @Test
  void isNotBusyWhileNothingIsSent() {
    send(0, 500);
    now += 10_000;
    agent.doWork();
    assertThat(agent.busyNanos()).isEqualTo(500);

    // Nor is waiting for the channel sending.
    publish(1);
    now += 10_000;
    agent.doWork();
    now += 200;
    channel.sent = true;
    agent.doWork();
    assertThat(agent.busyNanos()).isEqualTo(700);
  }

  /** Sends one region for as long as it is told to. */
  private static final class SlowChannel implements Channel {
    private final ChannelCounters counters = new ChannelCounters();
    private boolean sending;
    private boolean sent;
    private long token;

    @Override
    public void open() {}

    @Override
    public boolean canSend() {
      return !sending;
    }

    @Override
    public void send(long offset, int length, long sendToken) {
      assertThat(length).isEqualTo(ChunkHeader.BYTES + CHUNK_BYTES);
      sending = true;
      token = sendToken;
    }

    @Override
    public boolean canReceive() {
      return true;
    }

    @Override
    public void receive(long offset, int length) {}

    @Override
    public int poll(ChannelHandler handler) {
      if (!sending || !sent) {
        return 0;
      }
      sending = false;
      sent = false;
      handler.onSent(token);
      handler.onReleased(token);
      return 1;
    }

    @Override
    public void await(long timeoutNanos) {}

    @Override
    public void wakeup() {}

    @Override
    public int inFlight() {
      return sending ? 1 : 0;
    }

    @Override
    public ChannelCounters counters() {
      return counters;
    }

    @Override
    public String describe() {
      return "slow";
    }

    @Override
    public void shutdown() {}

    @Override
    public void close(ChannelHandler handler) {}
  }

  /** Hears nothing, but that something failed. */
  private static final class Deaf implements PipelineListener {
    @Override
    public void onParticipantFailed(int participant, IOException cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void onChannelClosed(int index, IOException cause) {
      throw new AssertionError(cause);
    }
  }
}
