package org.baton.cli;

/**
 * One thing that a machine has or lacks.
 *
 * @param section what it belongs to
 * @param name what it is
 * @param available whether it is there
 * @param value what was found, or why it is not there
 * @param mend how to get it; empty if it is there, or if nothing is lost without it
 */
record Finding(String section, String name, boolean available, String value, String mend) {
  static Finding found(String section, String name, String value) {
    return new Finding(section, name, true, value, "");
  }

  static Finding missing(String section, String name, String value, String mend) {
    return new Finding(section, name, false, value, mend);
  }
}
