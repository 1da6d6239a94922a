package org.baton.engine.control;

import java.util.List;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StressedSaver;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;
import org.jspecify.annotations.Nullable;

/**
 * A source of one device, from its agent to its conductor. One actor is the device's thread and
 * works with {@link #saver}; the other is the conductor's, with everything else.
 */
final class StressedSource implements SourceActions {
  private static final int PRECOPY_WITH_P2P = 7;
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private static final Hello OFFER =
      new Hello(
          1,
          1,
          1,
          4,
          4_096,
          new SessionId(1, 2),
          SwitchoverAckMode.REUSABLE.capabilities(),
          List.of(new ParticipantEntry("nic0", ParticipantKind.VFIO_DEVICE, PRECOPY_WITH_P2P, 0)));

  private static final SourcePlan PLAN =
      new SourcePlan(
          OFFER,
          new SwitchoverPlan(
              HOUR_NANOS,
              0,
              SwitchoverAckMode.REUSABLE,
              LateReinitPolicy.RETREAT,
              2,
              0,
              TimeoutStrategy.CANCEL),
          new Timeouts(HOUR_NANOS, HOUR_NANOS, HOUR_NANOS / 2));

  final StressedSaver saver;

  private final AckCounters counters = AckCounters.inMemory();
  private final ConductorQueue queue = new ConductorQueue(() -> {});
  private final SourceConductor conductor;
  private final GaugeFeed gauges;
  private @Nullable SaveCommand lastCommand;
  private boolean pausing;
  private int tags;

  /**
   * A source in PRECOPY whose device has asked for one ack and got it. The device has been asked
   * once more, and has not answered.
   *
   * @param answers what it will say: initial bytes and re-initialisations
   */
  StressedSource(long[]... answers) {
    conductor =
        new SourceConductor(PLAN, new Nobody(), this, List.of(counters), SwitchoverListener.NONE);
    gauges = new GaugeFeed(conductor, 1);
    saver = new StressedSaver(new SourceEvents(conductor, queue, this::feed), answers);
    conductor.start(0);
    conductor.welcome(1, 4, 4_096, OFFER.capabilities());
    conductor.onConnected();
    conductor.resuming();
    saver.offer(SaveCommand.QUERY);
    saver.doWork();
    conductor.onSaverReached(0, SaveCommand.PRECOPY);
    feed(0);
    queue.drain();
    conductor.switchoverAck(0, 1);
    conductor.onTick();
  }

  /** The same, and the switchover is decided and the guest paused. */
  static StressedSource paused(long[]... answers) {
    StressedSource source = new StressedSource(answers);
    source.saver.doWork();
    source.round();
    source.conductor.onGuestPaused();
    return source;
  }

  /** What the conductor's thread does in a round. */
  void round() {
    queue.drain();
    feed(0);
    conductor.onTick();
  }

  /** An ack comes from the destination. */
  void ack(int generation) {
    conductor.switchoverAck(0, generation);
  }

  /** Whether the guest was asked to pause. */
  boolean isPausing() {
    return pausing;
  }

  /** The last thing that the device was told. */
  @Nullable SaveCommand lastCommand() {
    return lastCommand;
  }

  /** How many acks the device has asked for. */
  long requested() {
    return counters.requested().get();
  }

  /** How many of its tags were ordered. */
  int tags() {
    return tags;
  }

  /** Whether it was given up. */
  boolean isFailed() {
    return conductor.failure() != null;
  }

  private void feed(int participant) {
    gauges.feed(participant, saver.gauges());
  }

  @Override
  public void connect(int windowChunks, int chunkBytes) {}

  @Override
  public void command(int participant, SaveCommand command) {
    if (command == SaveCommand.TAG) {
      tags++;
      return;
    }
    lastCommand = command;
    if (command == SaveCommand.QUERY) {
      saver.offer(command);
    }
  }

  @Override
  public boolean credit(int participant, long loadedChunks) {
    return true;
  }

  @Override
  public void pauseGuest() {
    pausing = true;
  }

  @Override
  public void resumeGuest() {}

  /** A destination to which anything can be said. */
  private static final class Nobody implements ControlMessages {
    @Override
    public void hello(Hello hello) {}

    @Override
    public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {}

    @Override
    public void resuming() {}

    @Override
    public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {}

    @Override
    public void switchoverAck(int participant, int generation) {}

    @Override
    public void streamEnd(int participant, long chunks, long bytes, int digest) {}

    @Override
    public void loaded(int participant, long bytes, int digest, long loadNanos) {}

    @Override
    public void ready() {}

    @Override
    public void commit(boolean guestRuns) {}

    @Override
    public void running(long resumeNanos) {}

    @Override
    public void fail(FailCode code, int participant, String cause) {}

    @Override
    public void keepAlive(long count) {}
  }
}
