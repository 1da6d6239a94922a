package org.baton.engine.control;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.baton.transport.message.ControlMessages;

/** The messages of a destination, and when a source that has not given up takes them. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are lambdas that hold nothing.
enum SourceMessage {
  HELLO(to -> to.hello(SourceRig.offer())),
  WELCOME(to -> to.welcome(1, 4, 4_096, 0), SourcePhase.HANDSHAKE),
  // The rig is in CONNECTING before its channels are connected, so even there it is too early.
  RESUMING(ControlMessages::resuming),
  CREDIT(
      to -> to.credit(0, 1, 4_096, 1),
      SourcePhase.STARTING,
      SourcePhase.PRECOPY,
      SourcePhase.PAUSING,
      SourcePhase.QUERYING,
      SourcePhase.P2P,
      SourcePhase.SAVING,
      SourcePhase.LOADING,
      SourcePhase.COMMITTED),
  STREAM_END(to -> to.streamEnd(0, 1, 1, 1)),
  LOADED(
      to -> to.loaded(0, SourceRig.TOTALS.bytes(), SourceRig.TOTALS.digest(), 1),
      SourcePhase.LOADING),
  READY(ControlMessages::ready),
  COMMIT(to -> to.commit(true)),
  RUNNING(to -> to.running(1), SourcePhase.COMMITTED),
  SWITCHOVER_ACK(to -> to.switchoverAck(0, 1)),
  KEEP_ALIVE(to -> to.keepAlive(1), SourcePhase.values());

  private final Consumer<ControlMessages> delivery;
  private final Set<SourcePhase> allowed;

  SourceMessage(Consumer<ControlMessages> delivery, SourcePhase... allowed) {
    this.delivery = delivery;
    this.allowed = EnumSet.noneOf(SourcePhase.class);
    this.allowed.addAll(Arrays.asList(allowed));
  }

  boolean isAllowedIn(SourcePhase phase) {
    return allowed.contains(phase);
  }

  void send(ControlMessages conductor) {
    delivery.accept(conductor);
  }
}
