package org.baton.engine.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.baton.engine.telemetry.Stage;
import org.baton.engine.telemetry.StageRecorder;
import org.baton.transport.Channel;
import org.baton.transport.Slab;

/**
 * What the data planes of both sides have: slots in a slab, the threads that hand them on, and the
 * times that these take.
 *
 * <p>Owned by the conductor's thread.
 */
public abstract class Pipeline implements AutoCloseable {
  /** Where the slots are. */
  final Slab slab;

  /** Longest payload. */
  final int chunkBytes;

  /** Nanoseconds. */
  final NanoClock clock;

  private final AgentHost threads;
  private final List<SlotWindow> windows = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private final List<StageRecorder> recorders = new ArrayList<>();

  /** Takes over a slab and threads, which are closed with the pipeline. */
  Pipeline(Slab slab, int chunkBytes, AgentHost threads, NanoClock clock) {
    this.slab = slab;
    this.chunkBytes = chunkBytes;
    this.threads = threads;
    this.clock = clock;
  }

  /** Adds a participant's slots. */
  final SlotWindow add(SlotWindow window) {
    windows.add(window);
    return window;
  }

  /** Takes over a channel, which its own thread closes, or else {@link #close()}. */
  final Channel add(Channel channel) {
    channels.add(channel);
    return channel;
  }

  /** Runs the pipeline's agents. */
  final AgentHost threads() {
    return threads;
  }

  /** Makes what one thread records the times of one stage with. */
  final StageRecorder recorder(Stage stage) {
    StageRecorder recorder = new StageRecorder(stage);
    recorders.add(recorder);
    return recorder;
  }

  /** The times that are recorded, one for each thread and stage. */
  public final List<StageRecorder> recorders() {
    return recorders;
  }

  /**
   * Slots that somebody owns, all participants together. Exact when nothing moves; 0 after {@link
   * #close()}, because each thread gives back what it holds, and what lies before it, when it ends.
   */
  public final int slotsInUse() {
    return windows.stream().mapToInt(SlotWindow::inUse).sum();
  }

  /** Ends all threads, closes the channels and unmaps the slab. */
  @Override
  public final void close() {
    channels.forEach(Channel::shutdown);
    threads.close();
    channels.forEach(Channel::close);
    slab.close();
  }
}
