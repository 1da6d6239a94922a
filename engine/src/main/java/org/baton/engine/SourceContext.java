package org.baton.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.baton.engine.control.SwitchoverPlan;
import org.baton.engine.participant.SavingParticipant;
import org.baton.engine.participant.VfioSaver;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.TimeoutStrategy;
import org.baton.transport.Endpoint;
import org.baton.transport.message.Limits;
import org.baton.vfio.MigratableDevice;
import org.jspecify.annotations.Nullable;

/** What a source is to do. */
public final class SourceContext extends MigrationContext<SourceContext> {
  private @Nullable Endpoint destination;
  private int channels = 1;
  private long downtimeLimitMillis = 300;
  private long availSwitchoverBandwidth;
  private LateReinitPolicy lateReinitPolicy = LateReinitPolicy.RETREAT;
  private int maxRetreats = 8;
  private @Nullable Path countersFile;
  private long timeoutMillis;
  private TimeoutStrategy timeoutStrategy = TimeoutStrategy.CANCEL;
  private final List<SavingParticipant> participants = new ArrayList<>();

  /** Creates a context with defaults. */
  public SourceContext() {}

  /** Where the destination listens. Must be set. */
  public SourceContext connect(Endpoint endpoint) {
    return set(() -> destination = endpoint);
  }

  /** Data channels; QEMU's {@code multifd-channels}. Default 1. */
  public SourceContext channels(int count) {
    return set(() -> channels = count);
  }

  /**
   * Pause the guest only when it is expected to stand still no longer than this; QEMU's {@code
   * downtime-limit}. Default 300 ms.
   */
  public SourceContext downtimeLimitMillis(long millis) {
    return set(() -> downtimeLimitMillis = millis);
  }

  /**
   * What the wire carries during the switchover, in bytes per second; QEMU's {@code
   * avail-switchover-bandwidth}. Default 0: what was measured.
   */
  public SourceContext availSwitchoverBandwidth(long bytesPerSecond) {
    return set(() -> availSwitchoverBandwidth = bytesPerSecond);
  }

  /**
   * What becomes of a device that re-initialises after the switchover was decided. Default:
   * retreat.
   */
  public SourceContext lateReinitPolicy(LateReinitPolicy policy) {
    return set(() -> lateReinitPolicy = policy);
  }

  /**
   * How often devices and guest may go back to precopy, before that counts as failed. Default 8.
   */
  public SourceContext maxRetreats(int retreats) {
    return set(() -> maxRetreats = retreats);
  }

  /** How long precopy may take, in milliseconds. Default 0: for ever. */
  public SourceContext timeoutMillis(long millis) {
    return set(() -> timeoutMillis = millis);
  }

  /** What becomes of a migration whose precopy takes longer. Default: it is cancelled. */
  public SourceContext timeoutStrategy(TimeoutStrategy strategy) {
    return set(() -> timeoutStrategy = strategy);
  }

  /**
   * Where to keep counters for other processes to watch, see {@link MigrationCounters#read}.
   * Default: nowhere.
   */
  public SourceContext countersFile(Path file) {
    return set(() -> countersFile = file);
  }

  /** Adds a device. It must be RUNNING, and stays the caller's to close. */
  public SourceContext device(MigratableDevice device) {
    return participant(new VfioSaver(device));
  }

  /** Adds something else whose state is to move. */
  public SourceContext participant(SavingParticipant participant) {
    return set(() -> participants.add(participant));
  }

  @Override
  SourceContext self() {
    return this;
  }

  @Override
  void validate() {
    check(destination != null, "a source must be told where to connect");
    check(!participants.isEmpty(), "a source must have at least one device");
    check(
        participants.size() <= Limits.MAX_PARTICIPANTS,
        "at most %d devices can migrate together".formatted(Limits.MAX_PARTICIPANTS));
    check(
        channels >= 1 && channels <= Limits.MAX_CHANNELS,
        "1 to %d data channels are possible, not %d".formatted(Limits.MAX_CHANNELS, channels));
    check(
        downtimeLimitMillis > 0,
        "the downtime limit must be positive, not %d ms".formatted(downtimeLimitMillis));
    check(
        maxRetreats >= 0,
        "the most retreats must not be a negative number: %d".formatted(maxRetreats));
    check(timeoutMillis >= 0, "the timeout must not be negative: %d ms".formatted(timeoutMillis));
    check(
        availSwitchoverBandwidth >= 0,
        "the bandwidth must not be negative: %d bytes per second"
            .formatted(availSwitchoverBandwidth));
  }

  Endpoint destination() {
    if (destination == null) {
      throw new IllegalStateException("not concluded");
    }
    return destination;
  }

  int channels() {
    return channels;
  }

  @Nullable Path countersFile() {
    return countersFile;
  }

  SwitchoverPlan switchoverPlan() {
    return new SwitchoverPlan(
        TimeUnit.MILLISECONDS.toNanos(downtimeLimitMillis),
        availSwitchoverBandwidth,
        switchoverAck(),
        lateReinitPolicy,
        maxRetreats,
        TimeUnit.MILLISECONDS.toNanos(timeoutMillis),
        timeoutStrategy);
  }

  List<SavingParticipant> participants() {
    return participants;
  }
}
