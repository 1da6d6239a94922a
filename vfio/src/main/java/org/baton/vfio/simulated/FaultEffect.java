package org.baton.vfio.simulated;

/** What a {@link Fault} does to the call that it strikes. */
public enum FaultEffect {
  /** The call fails with an errno and does nothing; the argument is the errno. */
  ERRNO("E..."),
  /** The call takes longer, then goes on; the argument is the time in nanoseconds. */
  DELAY("delay=TIME"),
  /** At most as many bytes as the argument says are read or written. */
  SHORT("short=BYTES"),
  /** The byte at the argument's index, modulo the bytes moved, arrives with all bits flipped. */
  CORRUPT("corrupt=INDEX"),
  /** The read returns 0: nothing for now in a precopy state, a truncated stream in STOP_COPY. */
  END("end"),
  /** The answer is absurd: sizes near the end of 64 bits. */
  GARBAGE("garbage"),
  /** The reset says that it has worked and leaves the device as it is. */
  NOTHING("nothing"),
  /** The arc fails with EIO and leaves the device in the state ERROR. */
  ERROR_STATE("ERROR");

  private final String syntax;

  FaultEffect(String syntax) {
    this.syntax = syntax;
  }

  /** How the effect is written in a fault's text. */
  String syntax() {
    return syntax;
  }

  /** Whether the effect makes sense there. */
  boolean fits(FaultPoint point) {
    return switch (this) {
      case ERRNO, DELAY -> true;
      case SHORT, CORRUPT -> point == FaultPoint.READ || point == FaultPoint.WRITE;
      case END -> point == FaultPoint.READ;
      case GARBAGE -> point == FaultPoint.INFO || point == FaultPoint.SIZE;
      case NOTHING -> point == FaultPoint.RESET;
      case ERROR_STATE -> point == FaultPoint.STATE;
    };
  }
}
