package org.baton.bindings.sys;

/** Error numbers, by name and in words. Needs no native access. */
public final class Errno {
  private Errno() {}

  /**
   * The name the kernel's headers give.
   *
   * @param errno the error number, positive
   * @return {@code "EBUSY"}; {@code "errno 4095"} for a number without a name
   */
  public static String name(int errno) {
    String name = ErrnoTable.name(errno);
    return name.isEmpty() ? "errno " + errno : name;
  }

  /**
   * The name, and what it means.
   *
   * @param errno the error number, positive
   * @return {@code "EBUSY (Device or resource busy)"}; {@code "errno 4095"} for a number without a
   *     name
   */
  public static String describe(int errno) {
    String meaning = ErrnoTable.meaning(errno);
    return meaning.isEmpty() ? name(errno) : name(errno) + " (" + meaning + ")";
  }
}
