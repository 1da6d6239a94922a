package org.baton.engine.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: bytes arrive late, in order, and perhaps never. */
final class SimulatedPipe {
  private static final long NEVER = Long.MAX_VALUE;

  /** What was sent at once. Not a record, because two pieces of equal bytes are not equal. */
  private static final class Piece {
    final byte[] bytes;
    final long arrivalNanos;

    Piece(byte[] bytes, long arrivalNanos) {
      this.bytes = bytes;
      this.arrivalNanos = arrivalNanos;
    }
  }

  private final SimulatedClock clock;
  private final SplittableRandom random;
  private final LinkQuality quality;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private @Nullable SimulatedThread reader;
  private int consumed;
  private long lastArrivalNanos;
  private long endNanos = NEVER;
  private @Nullable String endCause;
  private boolean silent;

  SimulatedPipe(SimulatedClock clock, SplittableRandom random, LinkQuality quality) {
    this.clock = clock;
    this.random = random;
    this.quality = quality;
  }

  /** Who is to be roused when something arrives. */
  void reader(SimulatedThread thread) {
    reader = thread;
  }

  /** Takes bytes on their way. */
  void carry(byte[] bytes) {
    if (silent || endNanos != NEVER) {
      return;
    }
    lastArrivalNanos =
        Math.max(lastArrivalNanos, clock.nanoTime() + quality.delayNanos(bytes.length, random));
    pieces.add(new Piece(bytes, lastArrivalNanos));
    rouse(lastArrivalNanos);
  }

  /** Nothing arrives any more, not even an end. */
  void silence() {
    silent = true;
    pieces.clear();
  }

  /**
   * Nothing follows.
   *
   * @param cause why, or null for an orderly end
   * @param loses whether what is under way is lost
   */
  void end(@Nullable String cause, boolean loses) {
    if (silent || endNanos != NEVER) {
      return;
    }
    if (loses) {
      loseWhatIsUnderWay();
    }
    endCause = cause;
    endNanos = Math.max(lastArrivalNanos, clock.nanoTime() + quality.delayNanos(1, random));
    rouse(endNanos);
  }

  /** The end that was under way, in order, is a reset instead: it costs what is before it. */
  void becomeReset(String cause) {
    if (!silent && endNanos > clock.nanoTime()) {
      loseWhatIsUnderWay();
      endCause = cause;
    }
  }

  private void loseWhatIsUnderWay() {
    while (!pieces.isEmpty() && !isHere(pieces.getLast())) {
      pieces.removeLast();
    }
  }

  /** Copies bytes that have arrived; returns how many. */
  int read(byte[] to, int offset, int length) {
    int done = 0;
    while (done < length && !pieces.isEmpty() && isHere(pieces.getFirst())) {
      byte[] bytes = pieces.getFirst().bytes;
      int moved = Math.min(length - done, bytes.length - consumed);
      System.arraycopy(bytes, consumed, to, offset + done, moved);
      done += moved;
      consumed += moved;
      if (consumed == bytes.length) {
        pieces.removeFirst();
        consumed = 0;
      }
    }
    return done;
  }

  /** Whether everything has been read and nothing follows. */
  boolean isOver() {
    return pieces.isEmpty() && endNanos <= clock.nanoTime();
  }

  /** Why it is over, or null if in order. */
  @Nullable String endCause() {
    return endCause;
  }

  /** Whether there are bytes that nobody has read. */
  boolean hasUnread() {
    return !pieces.isEmpty();
  }

  /** When there is something to read or to know. */
  long nextNanos() {
    return pieces.isEmpty() ? endNanos : pieces.getFirst().arrivalNanos;
  }

  private boolean isHere(Piece piece) {
    return piece.arrivalNanos <= clock.nanoTime();
  }

  private void rouse(long nanos) {
    if (reader != null) {
      reader.rouseAt(nanos);
    }
  }
}
