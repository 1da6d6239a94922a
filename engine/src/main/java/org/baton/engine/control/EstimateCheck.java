package org.baton.engine.control;

import org.baton.engine.participant.PendingBytes;

/**
 * Finds answers that no device can mean. Nothing else is done with them: a driver that says that
 * very much is left keeps its guest from being paused, and only whoever mends it can help.
 *
 * <p>Owned by the conductor's thread.
 */
final class EstimateCheck {
  /** A thousand times what the largest devices hold; a driver's error or overflow is far above. */
  private static final long MOST_BYTES = 1L << 50;

  private long absurd;
  private String complaint = "";

  /**
   * Looks at an answer.
   *
   * @return whether it is the first one that cannot be
   */
  boolean look(PendingBytes answer) {
    if (isAbsurd(answer.initialBytes())) {
      return complain(answer.initialBytes(), "initial data");
    }
    if (isAbsurd(answer.dirtyBytes())) {
      return complain(answer.dirtyBytes(), "dirty data");
    }
    if (isAbsurd(answer.stopCopyBytes())) {
      return complain(answer.stopCopyBytes(), "stop-copy data");
    }
    complaint = "";
    return false;
  }

  /** A driver may say anything in 64 bits, and from 2^63 on it is negative here. */
  private static boolean isAbsurd(long bytes) {
    return bytes < 0 || bytes > MOST_BYTES;
  }

  private boolean complain(long bytes, String what) {
    absurd++;
    complaint =
        "its driver says that %s bytes of %s are left, which no device has; so far it did %d times"
            .formatted(Long.toUnsignedString(bytes), what, absurd);
    return absurd == 1;
  }

  /** What is wrong with the last answer; empty if nothing is. */
  String complaint() {
    return complaint;
  }
}
