package org.baton.transport;

/**
 * One thing that the kernel may offer to the transport.
 *
 * @param name the kernel's name, {@code IORING_SETUP_DEFER_TASKRUN} for example
 * @param available whether it is there and allowed
 * @param cause why it is not; empty when it is
 * @param advice what gets it; empty when it is available, or when nothing is lost without it
 */
public record Feature(String name, boolean available, String cause, String advice) {
  /** One that is there. */
  public static Feature available(String name) {
    return new Feature(name, true, "", "");
  }

  /** One that is not. */
  public static Feature missing(String name, String cause, String advice) {
    return new Feature(name, false, cause, advice);
  }

  /** One line for people. */
  @Override
  public String toString() {
    if (available) {
      return name + ": yes";
    }
    return name + ": no, " + cause + (advice.isEmpty() ? "" : "; " + advice);
  }
}
