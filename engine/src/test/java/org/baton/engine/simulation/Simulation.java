package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.baton.engine.control.DestinationPlan;
import org.baton.engine.control.SourcePlan;
import org.baton.engine.participant.VfioLoader;
import org.baton.engine.participant.VfioSaver;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlChannel;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;

/** One migration in one thread. All of it follows from the seed. */
final class Simulation {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int POOL_BYTES = 1 << 24;

  /** Long behind the moment in which an operator would have lost patience. */
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long CONDUCTOR_IDLE_NANOS = 500_000;

  private final SplittableRandom random;
  private final SimulatedClock clock = new SimulatedClock();
  private final Timeline timeline;
  private final Promises promises;
  private final Scenario scenario;

  private Simulation(long seed, Consumer<String> trace) {
    random = new SplittableRandom(seed);
    scenario = new Scenario(random.split());
    timeline = new Timeline(clock, random.split());
    promises =
        new Promises(
            clock,
            line ->
                trace.accept(
                    String.format(
                        Locale.ROOT,
                        "%12.6f ms  %s",
                        clock.elapsedNanos() / NANOS_PER_MILLI,
                        line)));
  }

  /** Runs one seed, and says how it ended. */
  static Outcome run(long seed) {
    return new Simulation(seed, line -> {}).run();
  }

  /** The same, and tells what happens. */
  static Outcome run(long seed, Consumer<String> trace) {
    Simulation simulation = new Simulation(seed, trace);
    trace.accept(simulation.scenario.toString());
    return simulation.run();
  }

  private Outcome run() {
    try {
      return migrate();
    } catch (TransportException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome migrate() throws TransportException {
    List<ParticipantEntry> table = new ArrayList<>();
    List<VfioSaver> savers = new ArrayList<>();
    List<VfioLoader> loaders = new ArrayList<>();
    try {
      for (DevicePlan plan : scenario.devices) {
        WatchedDevice source = new WatchedDevice("source", plan.source().open(clock), promises);
        WatchedDevice destination =
            new WatchedDevice("destination", plan.destination().open(clock), promises);
        promises.watch(source, destination);
        savers.add(new VfioSaver(source));
        loaders.add(new VfioLoader(destination));
        table.add(savers.getLast().entry());
      }
    } catch (VfioException e) {
      return neverBegan(e);
    }
    SimulatedGuest sourceGuest =
        new SimulatedGuest(
            "source", scenario.guestRuns, scenario.sourceHypervisor, timeline, promises);
    SimulatedGuest destinationGuest =
        new SimulatedGuest(
            "destination", false, scenario.destinationHypervisor, timeline, promises);
    SimulatedNetwork network =
        new SimulatedNetwork(scenario, clock, timeline, random.split(), promises);
    SimulatedSource source =
        new SimulatedSource(
            new SourcePlan(offer(table), scenario.switchover, scenario.timeouts),
            savers,
            sourceGuest,
            network,
            Slab.map(ControlChannel.SLAB_BYTES),
            clock,
            timeline,
            promises);
    SimulatedDestination destination =
        new SimulatedDestination(
            new DestinationPlan(
                loaders,
                POOL_BYTES,
                scenario.windowChunks,
                scenario.chunkBytes,
                scenario.destinationAckMode,
                scenario.timeouts),
            destinationGuest,
            network,
            Slab.map(ControlChannel.SLAB_BYTES),
            clock,
            timeline,
            promises);
    promises.watch(new Promises.Run(scenario, source, sourceGuest, destinationGuest));
    new Disturbance(scenario, timeline, promises).arrange(network, source, destination);
    timeline.start(source, CONDUCTOR_IDLE_NANOS);
    timeline.start(destination, CONDUCTOR_IDLE_NANOS);
    while (!(source.isClosed() && destination.isClosed())
        && promises.violation() == null
        && clock.elapsedNanos() < END_NANOS) {
      step();
    }
    if (!(source.isClosed() && destination.isClosed())) {
      promises.violated("it never ends");
    } else {
      new LastLook(scenario, source, destination, sourceGuest, destinationGuest, promises).check();
    }
    return new Outcome(
        source.conductor().status(),
        destination.conductor().status(),
        source.conductor().switchover().retreats(),
        promises.violation());
  }

  private void step() {
    try {
      timeline.step();
    } catch (RuntimeException e) {
      promises.violated("something threw " + e);
    }
  }

  private Hello offer(List<ParticipantEntry> table) {
    return new Hello(
        Limits.MIN_VERSION,
        Limits.MAX_VERSION,
        scenario.channels,
        scenario.windowChunks,
        scenario.chunkBytes,
        new SessionId(1, 2),
        scenario.switchover.ackMode().capabilities(),
        table);
  }

  /** A device that does not say what it is is not migrated; that much it must say. */
  private Outcome neverBegan(VfioException cause) {
    promises.trace("it does not begin: " + cause.getMessage());
    if (promises.sources().stream().anyMatch(device -> device.peek() != DeviceState.RUNNING)) {
      promises.violated("it never began, and a device does not run");
    }
    return Outcome.neverBegan(promises.violation());
  }
}
