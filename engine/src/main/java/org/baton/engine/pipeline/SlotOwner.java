package org.baton.engine.pipeline;

/** Which stage may touch a slot's bytes. Exactly one at a time. */
enum SlotOwner {
  /** Nobody: the slot can take the next chunk. */
  NOBODY(0),
  /** The participant's thread reads into it or writes from it. */
  PARTICIPANT(1),
  /** Its description lies in a ring. */
  RING(2),
  /** The channel, or the kernel on its behalf. */
  CHANNEL(3);

  private static final SlotOwner[] BY_CODE = values();

  final int code;

  SlotOwner(int code) {
    this.code = code;
  }

  static SlotOwner of(int code) {
    return BY_CODE[code];
  }
}
