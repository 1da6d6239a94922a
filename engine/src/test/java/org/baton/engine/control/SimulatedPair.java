package org.baton.engine.control;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.baton.engine.participant.PendingBytes;
import org.baton.engine.pipeline.LoadCommand;
import org.baton.engine.pipeline.SaveCommand;
import org.baton.engine.pipeline.StreamTotals;
import org.baton.engine.telemetry.SwitchoverListener;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.wire.FailCode;

/**
 * Both conductors in one thread, connected by queues. What is next, and what goes wrong, follows
 * from a seed. Each queue keeps its order; the queues do not wait for each other.
 */
final class SimulatedPair {
  private static final int COUNT = SourceRig.PARTICIPANTS;
  private static final int LAST_FAULT_STEP = 120;
  private static final int STEPS = 2_000;

  final SourceConductor source;
  final DestinationConductor destination;
  boolean sourceGuestRuns = true;
  boolean sourceGuestStands;
  boolean destinationGuestRuns;

  private final Random random;
  private final int troubleInThousand;
  private final Deque<Runnable> toSource = new ArrayDeque<>();
  private final Deque<Runnable> toDestination = new ArrayDeque<>();
  private final List<Deque<Runnable>> savers = queues();
  private final List<Deque<Runnable>> loaders = queues();
  private final Deque<Runnable> sourceGuest = new ArrayDeque<>();
  private final Deque<Runnable> destinationGuest = new ArrayDeque<>();
  private final Deque<Runnable> setup = new ArrayDeque<>();
  private boolean sourceConnected;
  private boolean bindAsked;
  private boolean linkUp = true;
  private boolean faultsArePossible = true;
  private long now;

  SimulatedPair(long seed, int troubleInThousand) {
    random = new Random(seed);
    this.troubleInThousand = troubleInThousand;
    source =
        new SourceConductor(
            SourceRig.plan(),
            new MessageTap(message -> send(toDestination, this::destinationEnd, message)),
            new SourceHands(),
            SourceRig.counters(),
            SwitchoverListener.NONE);
    destination =
        new DestinationConductor(
            DestinationRig.plan(new NamedLoader("nic0"), new NamedLoader("nic1")),
            new MessageTap(message -> send(toSource, this::sourceEnd, message)),
            new DestinationHands());
  }

  private static List<Deque<Runnable>> queues() {
    List<Deque<Runnable>> queues = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      queues.add(new ArrayDeque<>());
    }
    return queues;
  }

  /** Runs until both sides have ended; {@code check} after each step. */
  void run(Runnable check) {
    source.start(now);
    destination.start(now);
    for (int step = 0; step < STEPS && !(source.isEnded() && destination.isEnded()); step++) {
      faultsArePossible = step < LAST_FAULT_STEP;
      if (trouble()) {
        disturb();
      } else {
        proceed();
      }
      check.run();
    }
  }

  private boolean trouble() {
    return faultsArePossible && random.nextInt(1_000) < troubleInThousand;
  }

  private void proceed() {
    List<Deque<Runnable>> ready = new ArrayList<>(savers);
    ready.addAll(loaders);
    ready.addAll(List.of(toSource, toDestination, sourceGuest, destinationGuest, setup));
    ready.removeIf(Deque::isEmpty);
    if (ready.isEmpty() || random.nextInt(20) == 0) {
      tick();
    } else {
      ready.get(random.nextInt(ready.size())).remove().run();
    }
  }

  private void tick() {
    now += 5;
    source.onTime(now);
    destination.onTime(now);
    for (int i = 0; i < COUNT; i++) {
      PendingBytes pending = new PendingBytes();
      pending.set(0, 0, 1_000, 0);
      source.onPending(i, pending);
      source.onSaved(i, 1, 1);
    }
    if (bindAsked && sourceConnected && !destination.isEnded()) {
      bindAsked = false;
      destination.onBound();
    }
    source.onTick();
    destination.onTick();
    // An ended side hangs up; what it said before is heard before.
    if (linkUp && source.isEnded() && toDestination.isEmpty()) {
      destination.onDisconnected("the source closed the connection");
    }
    if (linkUp && destination.isEnded() && toSource.isEmpty()) {
      source.onDisconnected("the destination closed the connection");
    }
  }

  private void disturb() {
    int who = random.nextInt(COUNT);
    switch (random.nextInt(7)) {
      case 0 -> source.cancel();
      case 1 -> destination.cancel();
      case 2 -> {
        linkUp = false;
        toSource.clear();
        toDestination.clear();
        source.onDisconnected("cable");
        destination.onDisconnected("cable");
      }
      case 3 -> source.onParticipantFailed(who, new IOException("EIO"));
      case 4 -> destination.onParticipantFailed(who, new IOException("EIO"));
      case 5 -> source.onChannelClosed(0, new IOException("cable"));
      default -> destination.onChannelClosed(0, new IOException("cable"));
    }
  }

  private ControlMessages sourceEnd() {
    return source;
  }

  private ControlMessages destinationEnd() {
    return destination;
  }

  private void send(
      Deque<Runnable> queue, Supplier<ControlMessages> receiver, MessageTap.Message message) {
    if (linkUp) {
      queue.add(() -> message.delivery().accept(receiver.get()));
    }
  }

  /** What the source wants done goes into queues. */
  private final class SourceHands implements SourceActions {
    @Override
    public void connect(int windowChunks, int chunkBytes) {
      setup.add(
          () -> {
            if (source.isEnded()) {
              return;
            }
            if (trouble()) {
              source.onConnectFailed(FailCode.CONNECTION, "refused");
            } else {
              sourceConnected = true;
              source.onConnected();
            }
          });
    }

    @Override
    public void command(int participant, SaveCommand command) {
      Deque<Runnable> queue = savers.get(participant);
      queue.add(
          () -> {
            source.onSaverReached(participant, command);
            if (command == SaveCommand.STOP_COPY) {
              queue.addFirst(() -> source.onStreamEnd(participant, SourceRig.TOTALS));
            }
          });
    }

    @Override
    public boolean credit(int participant, long loadedChunks) {
      return loadedChunks <= SourceRig.TOTALS.chunks();
    }

    @Override
    public void pauseGuest() {
      sourceGuest.add(
          () -> {
            if (trouble()) {
              // Some vCPUs stopped, some did not.
              sourceGuestStands = true;
              source.onGuestFailed("vCPU 3 does not stop");
            } else {
              sourceGuestRuns = false;
              sourceGuestStands = true;
              source.onGuestPaused();
            }
          });
    }

    @Override
    public void resumeGuest() {
      sourceGuest.add(
          () -> {
            sourceGuestRuns = true;
            sourceGuestStands = false;
            source.onGuestResumed();
          });
    }
  }

  /** What the destination wants done goes into queues. */
  private final class DestinationHands implements DestinationActions {
    @Override
    public void bind(List<Integer> order, int windowChunks, int chunkBytes) {
      bindAsked = true;
    }

    @Override
    public void command(int participant, LoadCommand command) {
      loaders.get(participant).add(() -> destination.onLoaderReached(participant, command));
    }

    @Override
    public void expect(int participant, StreamTotals totals) {
      loaders
          .get(participant)
          .add(
              () -> {
                destination.onLoaded(participant, totals.chunks(), totals.bytes(), 1);
                destination.onValidated(participant, totals, 1);
              });
    }

    @Override
    public void resumeGuest() {
      destinationGuest.add(
          () -> {
            if (trouble()) {
              destination.onGuestFailed("vCPU 3 does not start");
            } else {
              destinationGuestRuns = true;
              destination.onGuestResumed();
            }
          });
    }
  }
}
