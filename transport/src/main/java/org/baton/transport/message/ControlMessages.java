package org.baton.transport.message;

import org.baton.transport.wire.FailCode;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the control channel, one method each.
 *
 * <p>Called by whoever sends, implemented by whoever receives. {@code docs/protocol.md} says which
 * side may send which message in which state.
 */
public interface ControlMessages {
  /** Source: what is offered. The first message. */
  void hello(Hello hello);

  /**
   * Destination: the offer is taken; data channels may connect.
   *
   * @param version protocol version from here on
   * @param windowChunks chunks in flight granted, per participant
   * @param chunkBytes longest payload granted
   * @param capabilities bits in use
   */
  void welcome(int version, int windowChunks, int chunkBytes, long capabilities);

  /** Destination: channels are bound and every participant is ready to take its stream. */
  void resuming();

  /**
   * Destination: how far a participant has loaded.
   *
   * @param participant its id
   * @param loadedChunks chunks loaded since the start
   * @param loadedBytes bytes loaded since the start
   * @param loadNanos time spent loading them
   */
  void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos);

  /**
   * Destination: everything before a tag in a participant's stream is loaded.
   *
   * @param participant its id, or {@link #NO_PARTICIPANT} in legacy mode: all participants
   * @param generation of the tag, from 1
   */
  void switchoverAck(int participant, int generation);

  /**
   * Source: a participant's stream is complete.
   *
   * @param participant its id
   * @param chunks chunks in the stream
   * @param bytes bytes in the stream
   * @param digest CRC32C of the stream
   */
  void streamEnd(int participant, long chunks, long bytes, int digest);

  /**
   * Destination: a participant is loaded whole, with an equal digest, and left RESUMING.
   *
   * @param participant its id
   * @param bytes bytes loaded
   * @param digest CRC32C of what was loaded
   * @param loadNanos time spent loading
   */
  void loaded(int participant, long bytes, int digest, long loadNanos);

  /** Destination: every participant is loaded; the guest could run here. */
  void ready();

  /**
   * Source: the guest is yours. The source will never resume it by itself after this.
   *
   * @param guestRuns whether its vCPUs are to run; not if they had been paused by somebody else
   */
  void commit(boolean guestRuns);

  /**
   * Destination: the guest runs here.
   *
   * @param resumeNanos from commit to the guest running
   */
  void running(long resumeNanos);

  /**
   * Either: given up.
   *
   * @param code why
   * @param participant id of the participant that is the reason, or {@link #NO_PARTICIPANT}
   * @param cause for people
   */
  void fail(FailCode code, int participant, String cause);

  /**
   * Either: alive, and nothing else to say.
   *
   * @param count 1, 2, …
   */
  void keepAlive(long count);

  /** In {@link #fail}: no participant is the reason. */
  int NO_PARTICIPANT = -1;

  /** The cause of a failure in one sentence, with the participant's name if there is one. */
  static String describe(FailCode code, @Nullable String participant, String cause) {
    return participant == null ? code + ": " + cause : code + " (" + participant + "): " + cause;
  }
}
