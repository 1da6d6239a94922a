package org.baton.engine.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.baton.engine.control.MessageTap;
import org.baton.transport.Channel;
import org.baton.transport.Slab;
import org.baton.transport.TransportException;
import org.baton.transport.message.ControlMessages;
import org.jspecify.annotations.Nullable;

/** All connections between the two sides, and what goes wrong with them. */
final class SimulatedNetwork {
  /** More tags than this are never on their way. */
  private static final int FAR_GENERATION = 7;

  private record Arrival(SimulatedConnection connection, long nanos) {}

  private final Scenario scenario;
  private final SimulatedClock clock;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final Promises promises;
  private final SimulatedConnection control;
  private final List<SimulatedConnection> data = new ArrayList<>();
  private final Deque<Arrival> arrivals = new ArrayDeque<>();
  private final Deque<Boolean> acksUnderWay = new ArrayDeque<>();
  private int acks;
  private boolean listening = true;
  private Runnable onDecision = () -> {};

  SimulatedNetwork(
      Scenario scenario,
      SimulatedClock clock,
      Timeline timeline,
      SplittableRandom random,
      Promises promises) {
    this.scenario = scenario;
    this.clock = clock;
    this.timeline = timeline;
    this.random = random;
    this.promises = promises;
    control = connection("control", scenario.controlQuality, false);
    for (int i = 0; i < scenario.channels; i++) {
      data.add(connection("data " + i, scenario.dataQualities.get(i), scenario.zeroCopy));
    }
    if (scenario.controlDoomMessage > 0) {
      control.doom(scenario.controlDoomMessage, scenario.controlDoom, promises::onControlTrouble);
    }
    if (scenario.dataDoomMessage > 0) {
      SimulatedConnection doomed = data.get(random.nextInt(data.size()));
      doomed.doom(scenario.dataDoomMessage, scenario.dataDoom, promises::onDataTrouble);
    }
    if (scenario.cutAllNanos > 0) {
      timeline.after(scenario.cutAllNanos, this::cutAll);
    }
  }

  private SimulatedConnection connection(String name, LinkQuality quality, boolean zeroCopy) {
    return new SimulatedConnection(name, quality, zeroCopy, clock, timeline, random.split());
  }

  private void cutAll() {
    promises.trace("the network breaks down: " + scenario.cutAll);
    promises.onControlTrouble();
    promises.onDataTrouble();
    data.forEach(this::cut);
    cut(control);
  }

  private void cut(SimulatedConnection connection) {
    if (scenario.cutAll == WireTrouble.SILENCE) {
      connection.silence();
    } else {
      connection.reset();
    }
  }

  /** The control connection, which is there from the beginning. */
  SimulatedConnection control() {
    return control;
  }

  /** Data channels. */
  int channels() {
    return data.size();
  }

  /** What is to happen when the source has decided. */
  void onDecision(Runnable event) {
    onDecision = event;
  }

  /** The source has decided. */
  void onDecision() {
    onDecision.run();
  }

  /** Connects a data channel. */
  Channel connect(int index, Slab slab) throws TransportException {
    if (!listening || scenario.refusedChannel == index) {
      promises.onDataTrouble();
      throw new TransportException("data " + index + ": connection refused");
    }
    SimulatedConnection connection = data.get(index);
    long latency = scenario.dataQualities.get(index).latencyNanos();
    arrivals.add(new Arrival(connection, clock.nanoTime() + latency));
    return connection.sourceEnd(slab);
  }

  /** Takes a data channel that has arrived, or null. */
  @Nullable SimulatedConnection accept() {
    Arrival first = arrivals.peek();
    return first != null && first.nanos <= clock.nanoTime() ? arrivals.remove().connection : null;
  }

  /** The destination has gone: whoever was not accepted is told. */
  void stopListening() {
    listening = false;
    arrivals.forEach(arrival -> arrival.connection.reset());
  }

  /** A side has said something on the control connection; it is sent in its next round. */
  void onMessage(MessageTap.Message message) {
    if (message.text().startsWith(scenario.doomedWord)) {
      control.doomNext(scenario.controlDoom, promises::onControlTrouble);
    }
  }

  /** A destination that lies says more about acks than it knows. */
  void forgeAck(MessageTap.Message ack, ControlMessages encoder) {
    acksUnderWay.add(false);
    if (++acks != scenario.forgedAck) {
      return;
    }
    acksUnderWay.add(true);
    promises.trace("the destination lies: " + scenario.forgery);
    String[] words = ack.text().split(" ", -1);
    int participant = Integer.parseInt(words[1]);
    int generation = Integer.parseInt(words[2]);
    switch (scenario.forgery) {
      case DOUBLE -> encoder.switchoverAck(participant, generation);
      case NEXT -> encoder.switchoverAck(participant, generation + 1);
      case TOO_NEW -> encoder.switchoverAck(participant, generation + FAR_GENERATION);
      case FOREIGN -> encoder.switchoverAck(scenario.devices.size() + 2, 1);
    }
  }

  /** Whether the message that has come is an ack that the destination's conductor never gave. */
  boolean isForged(MessageTap.Message message) {
    return message.text().startsWith("switchoverAck") && acksUnderWay.remove();
  }

  /** The longest that anything takes that is not broken. */
  static long patienceNanos() {
    return TimeUnit.SECONDS.toNanos(4);
  }
}
