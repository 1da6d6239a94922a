package org.baton.engine.pipeline;

/**
 * One participant's chunks, as the channels that send them see it.
 *
 * @param window its slots
 * @param credit how far it may go
 * @param waker wakes its thread
 */
record OutgoingLane(SlotWindow window, CreditWindow credit, Waker waker) {
  /** A chunk was sent, so another may be read. Any channel's thread. */
  void sent() {
    credit.sent();
    waker.wake();
  }
}
