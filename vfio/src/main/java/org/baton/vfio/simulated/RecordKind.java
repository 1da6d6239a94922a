package org.baton.vfio.simulated;

/** What a record of the stream holds. */
enum RecordKind {
  /** Critical data that the destination should load before the device stops. */
  INITIAL(0),
  /** State that the guest changed while the device was read. */
  DIRTY(1),
  /** State that is read only when the device has stopped. */
  CORE(2),
  /** Nothing follows; the body says what the content now is. */
  END(3);

  private static final RecordKind[] BY_NUMBER = values();

  private final int number;

  RecordKind(int number) {
    this.number = number;
  }

  /** The number in a record's head. */
  int number() {
    return number;
  }

  /** Whether a kind has this number. */
  static boolean exists(int number) {
    return number >= 0 && number < BY_NUMBER.length;
  }

  static RecordKind of(int number) {
    return BY_NUMBER[number];
  }
}
