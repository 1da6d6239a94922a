package org.baton.vfio.simulated;

import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong in the driver, on demand.
 *
 * <p>As text: {@code POINT:N:EFFECT}, or {@code state:STATE:N:EFFECT} for the arc into a state. N
 * counts the calls of that point from 1, since the device was opened or the fault was injected;
 * {@code N+} strikes that call and every later one. N may be left out and is then 1.
 *
 * <table>
 * <caption>Points, and the effects they can have</caption>
 * <tr><th>point</th><th>effects</th></tr>
 * <tr><td>{@code read}</td><td>errno, delay, short, corrupt, end</td></tr>
 * <tr><td>{@code write}</td><td>errno, delay, short, corrupt</td></tr>
 * <tr><td>{@code info}, {@code size}</td><td>errno, delay, garbage</td></tr>
 * <tr><td>{@code get}, {@code open}</td><td>errno, delay</td></tr>
 * <tr><td>{@code reset}</td><td>errno, delay, nothing</td></tr>
 * <tr><td>{@code state:STATE}</td><td>errno, delay, ERROR</td></tr>
 * </table>
 *
 * <p>Examples: {@code read:3:EIO}, {@code read:5+:ENODEV}, {@code read:1+:short=17}, {@code
 * read:2:corrupt=100}, {@code write:1:EINTR}, {@code info:2:garbage}, {@code state:STOP_COPY:EIO},
 * {@code state:PRE_COPY_P2P:2:ERROR}, {@code reset:EIO}, {@code reset:1+:nothing}, {@code
 * open:EIO}, {@code write:4:delay=50ms}.
 *
 * @param point the call that is struck
 * @param state the state entered, for {@link FaultPoint#STATE}; null for all others
 * @param call which call is struck, from 1
 * @param repeated whether all calls after that one are struck too
 * @param effect what happens
 * @param argument an errno, a time, a count or an index, as the effect says; 0 if it takes none
 */
public record Fault(
    FaultPoint point,
    @Nullable DeviceState state,
    long call,
    boolean repeated,
    FaultEffect effect,
    long argument) {

  /** Checks that the parts fit together. */
  public Fault {
    if (call < 1) {
      throw new IllegalArgumentException("a fault counts calls from 1, not " + call);
    }
    if ((point == FaultPoint.STATE) != (state != null)) {
      throw new IllegalArgumentException(
          "a fault of the point 'state', and only that, names a state: state:STOP_COPY:1:EIO");
    }
    if (point == FaultPoint.OPEN && call != 1) {
      throw new IllegalArgumentException("a device is opened once, so the call must be 1");
    }
    if (state == DeviceState.ERROR) {
      throw new IllegalArgumentException("no arc leads into ERROR; the effect ERROR does");
    }
    if (!effect.fits(point)) {
      throw new IllegalArgumentException(
          "'" + point.text() + "' cannot have the effect '" + effect.syntax() + "'");
    }
    boolean allowed =
        switch (effect) {
          case ERRNO -> argument > 0 && argument <= FaultText.LAST_ERRNO;
          case SHORT -> argument > 0;
          case DELAY, CORRUPT -> argument >= 0;
          case END, GARBAGE, NOTHING, ERROR_STATE -> argument == 0;
        };
    boolean endless =
        repeated
            && effect == FaultEffect.ERRNO
            && argument == Linux.EINTR()
            && (point == FaultPoint.READ || point == FaultPoint.WRITE);
    if (endless) {
      throw new IllegalArgumentException(
          "EINTR is answered by asking again, so it must not strike every time");
    }
    if (!allowed) {
      throw new IllegalArgumentException(
          "'" + effect.syntax() + "' cannot have the argument " + argument);
    }
  }

  /**
   * Reads a fault from text.
   *
   * @throws IllegalArgumentException if it says nothing sensible, with what would be
   */
  public static Fault parse(String text) {
    return FaultText.parse(text);
  }

  /** The text that {@link #parse} reads the same from. */
  @Override
  public String toString() {
    return FaultText.format(this);
  }
}
