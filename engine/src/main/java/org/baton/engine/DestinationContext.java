package org.baton.engine;

import java.util.ArrayList;
import java.util.List;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.participant.VfioLoader;
import org.baton.transport.Listener;
import org.baton.vfio.MigratableDevice;
import org.jspecify.annotations.Nullable;

/** What a destination takes. */
public final class DestinationContext extends MigrationContext<DestinationContext> {
  private static final long DEFAULT_POOL_BYTES = 256L << 20;

  private @Nullable Listener listener;
  private long poolBytes = DEFAULT_POOL_BYTES;
  private final List<LoadingParticipant> participants = new ArrayList<>();

  /** Creates a context with defaults. */
  public DestinationContext() {}

  /** Where sources connect. Must be set; stays the caller's to close, and serves one at a time. */
  public DestinationContext listener(Listener bound) {
    return set(() -> listener = bound);
  }

  /** Memory for chunks in flight, all devices together, in bytes. Default 256 MiB. */
  public DestinationContext poolBytes(long bytes) {
    return set(() -> poolBytes = bytes);
  }

  /** Adds a device. Its state is lost when a migration begins; it stays the caller's to close. */
  public DestinationContext device(MigratableDevice device) {
    return participant(new VfioLoader(device));
  }

  /** Adds something else that takes in state. */
  public DestinationContext participant(LoadingParticipant participant) {
    return set(() -> participants.add(participant));
  }

  @Override
  DestinationContext self() {
    return this;
  }

  @Override
  void validate() {
    check(listener != null, "a destination must have a listener");
    check(!participants.isEmpty(), "a destination must have at least one device");
    check(poolBytes > 0, "the pool must be positive");
  }

  Listener listener() {
    if (listener == null) {
      throw new IllegalStateException("not concluded");
    }
    return listener;
  }

  long poolBytes() {
    return poolBytes;
  }

  List<LoadingParticipant> participants() {
    return participants;
  }
}
