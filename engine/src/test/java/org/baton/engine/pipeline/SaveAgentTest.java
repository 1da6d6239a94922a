package org.baton.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A device with nothing to give is not asked all the time. */
class SaveAgentTest {
  private static final int CHUNK_BYTES = 4_096;
  private static final long ROUND_NANOS = TimeUnit.MICROSECONDS.toNanos(10);
  private static final int ROUNDS_OF_A_SECOND = 100_000;

  private final Restless device = new Restless();
  private final SlotWindow window = new SlotWindow(0, 2, CHUNK_BYTES, ChunkHeader.BYTES);
  private final Slab slab;
  private final SaveAgent agent;
  private long now = 1;

  SaveAgentTest() throws IOException {
    slab = Slab.map(SlotWindow.bytes(2, CHUNK_BYTES));
    agent =
        new SaveAgent(
            new Lane(0, slab, window, CHUNK_BYTES, () -> now),
            "nic0",
            device,
            new SendAgentProxy[0],
            new CreditWindow(2, 2),
            new Waker(),
            new SaverGauges(),
            new StageRecorder(Stage.READ),
            new Deaf());
  }

  @AfterEach
  void unmap() {
    slab.close();
  }

  /** Says that it has initial data, re-initialises at each question, and has nothing to read. */
  private static final class Restless implements SavingParticipant {
    private int questions;
    private int reads;

    @Override
    public ParticipantEntry entry() {
      throw new AssertionError("the agent knows it");
    }

    @Override
    public DeviceState state() {
      return DeviceState.PRE_COPY;
    }

    @Override
    public boolean hasPrecopy() {
      return true;
    }

    @Override
    public void pending(PendingBytes pending) {
      questions++;
      pending.set(1 << 20, 1 << 20, 0, questions);
    }

    @Override
    public int read(MemorySegment buffer, long offset, int length) {
      reads++;
      return NOTHING_NOW;
    }

    @Override
    public void startPrecopy() {}

    @Override
    public void enterP2p() {}

    @Override
    public void retreat() {}

    @Override
    public void enterStopCopy() {}

    @Override
    public void resumeP2p() {}

    @Override
    public void resume() {}

    @Override
    public void finish() {}
  }

  /** Hears nothing, but that something failed. */
  private static final class Deaf implements SaveListener {
    @Override
    public void onSaverReached(int participant, SaveCommand command) {}

    @Override
    public void onRecoveryFailed(int participant, SaveCommand command, IOException cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void onStreamEnd(int participant, StreamTotals totals) {}

    @Override
    public void onParticipantFailed(int participant, IOException cause) {
      throw new AssertionError(cause);
    }

    @Override
    public void onChannelClosed(int channel, IOException cause) {}
  }

  @Test
  void aDeviceThatHasNothingToReadIsAskedEveryTwoMilliseconds() {
    agent.offer(SaveCommand.PRECOPY);
    int worked = 0;
    for (int i = 0; i < ROUNDS_OF_A_SECOND; i++) {
      worked += Math.min(1, agent.doWork());
      now += ROUND_NANOS;
    }
    assertThat(device.questions).isBetween(400, 510);
    assertThat(device.reads).isBetween(400, 510);
    // In the rounds between it lets its core go.
    assertThat(worked).isLessThan(600);
  }

  @Test
  void oneThatMayNotSendIsAskedEveryTwentyMilliseconds() {
    agent.offer(SaveCommand.PRECOPY);
    for (int slot = 0; slot < window.size(); slot++) {
      assertThat(window.take(SlotOwner.CHANNEL)).isEqualTo(slot);
    }
    for (int i = 0; i < ROUNDS_OF_A_SECOND; i++) {
      agent.doWork();
      now += ROUND_NANOS;
    }
    assertThat(device.questions).isBetween(40, 52);
    assertThat(device.reads).isZero();
  }
}
