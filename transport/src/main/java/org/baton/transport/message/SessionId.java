package org.baton.transport.message;

import java.security.SecureRandom;

/**
 * The random number that ties the data channels of a migration to its control channel.
 *
 * @param high upper 64 bits
 * @param low lower 64 bits
 */
public record SessionId(long high, long low) {
  /** A new one that nobody can guess. */
  public static SessionId random() {
    SecureRandom random = new SecureRandom();
    return new SessionId(random.nextLong(), random.nextLong());
  }

  /** Whether both are the same, in a time that does not tell how much of them is. */
  public boolean matches(SessionId other) {
    return ((high ^ other.high) | (low ^ other.low)) == 0;
  }

  /** Says nothing: a session id is a secret of the two sides. */
  @Override
  public String toString() {
    return "SessionId[…]";
  }
}
