package org.baton.engine.simulation;

import java.util.SplittableRandom;
import org.baton.transport.Slab;

/** Two ends, and a pipe each way. What goes wrong with a connection goes wrong here. */
final class SimulatedConnection {
  private final SimulatedClock clock;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final String name;
  private final SimulatedPipe toDestination;
  private final SimulatedPipe toSource;
  private final boolean zeroCopy;
  private long messages;
  private long doomedMessage = Long.MAX_VALUE;
  private WireTrouble doom = WireTrouble.RESET;
  private Runnable onTrouble = () -> {};

  SimulatedConnection(
      String name,
      LinkQuality quality,
      boolean zeroCopy,
      SimulatedClock clock,
      Timeline timeline,
      SplittableRandom random) {
    this.name = name;
    this.clock = clock;
    this.timeline = timeline;
    this.random = random;
    this.zeroCopy = zeroCopy;
    toDestination = new SimulatedPipe(clock, random.split(), quality);
    toSource = new SimulatedPipe(clock, random.split(), quality);
  }

  /** The source's end. */
  SimulatedChannel sourceEnd(Slab slab) {
    return new SimulatedChannel(this, toDestination, toSource, slab, clock, timeline, random);
  }

  /** The destination's end. */
  SimulatedChannel destinationEnd(Slab slab) {
    return new SimulatedChannel(this, toSource, toDestination, slab, clock, timeline, random);
  }

  /** Something goes wrong with the given message, counted over both directions from 1. */
  void doom(long message, WireTrouble trouble, Runnable listener) {
    doomedMessage = message;
    doom = trouble;
    onTrouble = listener;
  }

  /** The next message to be sent is the one. */
  void doomNext(WireTrouble trouble, Runnable listener) {
    doom(messages + 1, trouble, listener);
  }

  /** Whether the kernel keeps a region longer than a send takes. */
  boolean isZeroCopy() {
    return zeroCopy;
  }

  /** What it is called, for people. */
  String name() {
    return name;
  }

  /** A message goes out. */
  void carry(SimulatedPipe pipe, byte[] bytes) {
    if (++messages != doomedMessage) {
      pipe.carry(bytes);
      return;
    }
    onTrouble.run();
    switch (doom) {
      case RESET -> reset();
      case SILENCE -> silence();
      case CHANGE -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        pipe.carry(bytes);
      }
      case DOUBLE -> {
        pipe.carry(bytes.clone());
        pipe.carry(bytes);
      }
      case LOSE -> {}
    }
  }

  /** Ends it for both, without order. */
  void reset() {
    boolean loses = random.nextBoolean();
    toDestination.end(name + ": connection reset", loses);
    toSource.end(name + ": connection reset", loses);
  }

  /** Cuts the cable: nobody hears anything any more. */
  void silence() {
    toDestination.silence();
    toSource.silence();
  }
}
