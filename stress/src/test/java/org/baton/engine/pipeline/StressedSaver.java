package org.baton.engine.pipeline;

import java.lang.foreign.MemorySegment;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Slab;
import org.baton.transport.message.ChunkHeader;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;

/**
 * The agent of a participant that only answers, each time with the next answer of a list. The actor
 * that calls {@link #doWork} is the participant's thread.
 */
public final class StressedSaver {
  private static final int CHUNK_BYTES = 4_096;
  private static final Slab SLAB = StressedSlab.map(SlotWindow.bytes(1, CHUNK_BYTES));
  private static final StageRecorder TIMES = new StageRecorder(Stage.READ);

  private final SaverGauges gauges = new SaverGauges();
  private final SaveAgent agent;

  /**
   * Creates an agent that has not been told anything.
   *
   * @param listener hears what it has done
   * @param answers of its participant: initial bytes and re-initialisations
   */
  public StressedSaver(SaveListener listener, long[]... answers) {
    SlotWindow window = new SlotWindow(0, 1, CHUNK_BYTES, ChunkHeader.BYTES);
    agent =
        new SaveAgent(
            new Lane(0, SLAB, window, CHUNK_BYTES, () -> 0),
            "nic0",
            new Answers(answers),
            new SendAgentProxy[0],
            new CreditWindow(1, 1),
            new Waker(),
            gauges,
            TIMES,
            listener);
  }

  /** What it says of itself. */
  public SaverGauges gauges() {
    return gauges;
  }

  /** Tells it what to do next. */
  public void offer(SaveCommand command) {
    agent.offer(command);
  }

  /** Does the next thing that it was told. */
  public void doWork() {
    agent.doWork();
  }

  private static final class Answers implements SavingParticipant {
    private final long[][] answers;
    private int next;

    Answers(long[][] answers) {
      this.answers = answers;
    }

    @Override
    public DeviceState state() {
      return DeviceState.PRE_COPY;
    }

    @Override
    public ParticipantEntry entry() {
      throw unexpected();
    }

    @Override
    public boolean hasPrecopy() {
      return true;
    }

    @Override
    public void startPrecopy() {
      throw unexpected();
    }

    @Override
    public void pending(PendingBytes pending) {
      long[] answer = answers[next];
      next++;
      pending.set(answer[0], 0, 0, answer[1]);
    }

    @Override
    public int read(MemorySegment buffer, long offset, int length) {
      throw unexpected();
    }

    @Override
    public void enterP2p() {}

    @Override
    public void retreat() {
      throw unexpected();
    }

    @Override
    public void enterStopCopy() {
      throw unexpected();
    }

    @Override
    public void resumeP2p() {
      throw unexpected();
    }

    @Override
    public void resume() {
      throw unexpected();
    }

    @Override
    public void finish() {
      throw unexpected();
    }

    private static AssertionError unexpected() {
      return new AssertionError("it is only asked");
    }
  }
}
