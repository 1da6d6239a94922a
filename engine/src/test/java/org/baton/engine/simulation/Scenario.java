package org.baton.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.baton.engine.control.SwitchoverPlan;
import org.baton.engine.control.Timeouts;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;

/** What is migrated over which network, and what goes wrong: all drawn from one generator. */
final class Scenario {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final List<String> WORDS =
      List.of(
          "hello",
          "welcome",
          "resuming",
          "credit",
          "switchoverAck",
          "streamEnd",
          "loaded",
          "ready",
          "commit",
          "running",
          "fail");

  private final Dice dice;

  /** Nothing goes wrong, and the guest lets precopy converge. */
  final boolean calm;

  final int chunkBytes;
  final int windowChunks;
  final int channels;
  final boolean zeroCopy;
  final LinkQuality controlQuality;
  final List<LinkQuality> dataQualities = new ArrayList<>();
  final List<DevicePlan> devices = new ArrayList<>();
  final SwitchoverPlan switchover;
  final SwitchoverAckMode destinationAckMode;
  final Timeouts timeouts;
  final boolean guestRuns;
  final HypervisorPlan sourceHypervisor;
  final HypervisorPlan destinationHypervisor;

  /** Which message on the control connection is the last, or 0. */
  long controlDoomMessage;

  WireTrouble controlDoom = WireTrouble.RESET;

  /** The first message that begins like this is the last. */
  String doomedWord = "none";

  /** Which message on one of the data connections meets trouble, or 0. */
  long dataDoomMessage;

  WireTrouble dataDoom = WireTrouble.RESET;
  WireTrouble cutAll = WireTrouble.RESET;
  long cutAllNanos;
  int refusedChannel = -1;
  long cancelSourceNanos;
  long cancelDestinationNanos;

  /** Behind which ack the destination lies, or 0. */
  int forgedAck;

  Forgery forgery = Forgery.DOUBLE;

  Scenario(SplittableRandom random) {
    dice = new Dice(random);
    calm = dice.chance(40);
    chunkBytes = 4096 << dice.below(2);
    windowChunks = 1 << dice.below(4);
    channels = 1 + dice.below(3);
    zeroCopy = dice.chance(40);
    controlQuality = quality();
    for (int i = 0; i < channels; i++) {
      dataQualities.add(quality());
    }
    timeouts = new Timeouts(500 * MILLI, 200 * MILLI, 20 * MILLI);
    guestRuns = dice.chance(93);
    sourceHypervisor =
        new HypervisorPlan(dice.upTo(8 * MILLI), troubled(3), dice.upTo(8 * MILLI), troubled(3));
    destinationHypervisor = new HypervisorPlan(0, false, dice.upTo(8 * MILLI), troubled(4));
    int count = 1 + dice.below(3);
    DeviceDice deviceDice = new DeviceDice(dice, calm, guestRuns);
    for (int i = 0; i < count; i++) {
      devices.add(deviceDice.device("nic" + i));
    }
    switchover = switchoverPlan();
    destinationAckMode = ackMode();
    if (!calm) {
      drawTroubles();
    }
  }

  private LinkQuality quality() {
    long latency = 10_000 + dice.upTo(dice.chance(50) ? 200_000 : 6 * MILLI);
    return new LinkQuality(
        latency, dice.upTo(latency), dice.chance(50) ? 1L << 34 : 10_000_000L << dice.below(6));
  }

  private SwitchoverPlan switchoverPlan() {
    boolean tight = !calm && dice.chance(15);
    boolean timeout = !calm && dice.chance(50);
    return new SwitchoverPlan(
        tight ? 40_000 + dice.upTo(400_000) : 300 * MILLI,
        dice.chance(30) ? 1_000_000_000 : 0,
        ackMode(),
        dice.chance(60) ? LateReinitPolicy.RETREAT : dice.oneOf(List.of(LateReinitPolicy.values())),
        dice.below(9),
        timeout ? 50 * MILLI + dice.upTo(600 * MILLI) : 0,
        dice.oneOf(List.of(TimeoutStrategy.values())));
  }

  private SwitchoverAckMode ackMode() {
    return dice.chance(75)
        ? SwitchoverAckMode.REUSABLE
        : dice.oneOf(List.of(SwitchoverAckMode.values()));
  }

  private boolean troubled(int percent) {
    return !calm && dice.chance(percent);
  }

  private void drawTroubles() {
    WireTrouble cut = dice.chance(70) ? WireTrouble.RESET : WireTrouble.SILENCE;
    controlDoom = cut;
    cutAll = cut;
    if (dice.chance(10)) {
      controlDoomMessage = 1L + dice.below(60);
    } else if (dice.chance(20)) {
      doomedWord = dice.oneOf(WORDS);
    }
    if (dice.chance(20)) {
      dataDoomMessage = 1L + dice.below(dice.chance(50) ? 8 : 80);
      dataDoom = dice.oneOf(List.of(WireTrouble.values()));
    }
    if (dice.chance(5)) {
      cutAllNanos = 1 + dice.upTo(150 * MILLI);
    }
    if (dice.chance(2)) {
      refusedChannel = dice.below(channels);
    }
    if (dice.chance(8)) {
      cancelSourceNanos = 1 + dice.upTo(200 * MILLI);
    }
    if (dice.chance(6)) {
      cancelDestinationNanos = 1 + dice.upTo(200 * MILLI);
    }
    if (dice.chance(15)) {
      forgedAck = 1 + dice.below(3);
      forgery = dice.oneOf(List.of(Forgery.values()));
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(400);
    text.append(calm ? "calm" : "troubled");
    text.append(", guest ").append(guestRuns ? "runs" : "paused");
    text.append(", %d chunks of %d bytes".formatted(windowChunks, chunkBytes));
    text.append(", %d channels%s".formatted(channels, zeroCopy ? " with zero-copy" : ""));
    text.append(", destination ").append(destinationAckMode).append('\n').append(switchover);
    text.append("\ncontrol ").append(controlQuality).append(", data ").append(dataQualities);
    text.append("\nsource ").append(sourceHypervisor);
    text.append("\ndestination ").append(destinationHypervisor);
    text.append(
        "\ncontrol %s at message %d or at '%s'; data %s at message %d; all %s after %d ns; channel"
                .formatted(
                    controlDoom,
                    controlDoomMessage,
                    doomedWord,
                    dataDoom,
                    dataDoomMessage,
                    cutAll,
                    cutAllNanos)
            + " %d refused; cancelled after %d ns, %d ns; %s behind ack %d"
                .formatted(
                    refusedChannel, cancelSourceNanos, cancelDestinationNanos, forgery, forgedAck));
    devices.forEach(device -> text.append('\n').append(device));
    return text.toString();
  }
}
