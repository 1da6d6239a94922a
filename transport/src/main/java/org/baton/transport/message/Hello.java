package org.baton.transport.message;

import java.util.List;

/**
 * What a source offers in its first message.
 *
 * @param minVersion oldest protocol version it speaks
 * @param maxVersion newest protocol version it speaks
 * @param channels data channels that will connect
 * @param windowChunks chunks in flight it would like, per participant
 * @param chunkBytes longest payload it would like to send
 * @param sessionId what each data channel will present
 * @param capabilities bits it can use; a receiver ignores those it does not know
 * @param participants what will be moved
 */
public record Hello(
    int minVersion,
    int maxVersion,
    int channels,
    int windowChunks,
    int chunkBytes,
    SessionId sessionId,
    long capabilities,
    List<ParticipantEntry> participants) {
  /** Keeps an unmodifiable copy of the table. */
  public Hello {
    participants = List.copyOf(participants);
  }

  /** Whether no version that it offers is spoken here: then nothing else in it means anything. */
  public boolean isOfOtherVersions() {
    return minVersion > Limits.MAX_VERSION || maxVersion < Limits.MIN_VERSION;
  }

  /** One of which only the versions were read. */
  static Hello ofVersions(int minVersion, int maxVersion) {
    return new Hello(minVersion, maxVersion, 0, 0, 0, new SessionId(0, 0), 0, List.of());
  }
}
