package org.baton.engine.control;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.baton.transport.message.ControlMessages;

/** The messages of a source, and when a destination that has not given up takes them. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are lambdas that hold nothing.
enum DestinationMessage {
  HELLO(to -> to.hello(SourceRig.offer()), DestinationPhase.LISTENING),
  WELCOME(to -> to.welcome(1, 4, 4_096, 0)),
  RESUMING(ControlMessages::resuming),
  CREDIT(to -> to.credit(0, 1, 4_096, 1)),
  STREAM_END(to -> to.streamEnd(0, 1, 1, 1), DestinationPhase.LOADING),
  LOADED(to -> to.loaded(0, 1, 1, 1)),
  READY(ControlMessages::ready),
  COMMIT(to -> to.commit(true), DestinationPhase.READY),
  RUNNING(to -> to.running(1)),
  SWITCHOVER_ACK(to -> to.switchoverAck(0, 1)),
  KEEP_ALIVE(to -> to.keepAlive(1), DestinationPhase.values());

  private final Consumer<ControlMessages> delivery;
  private final Set<DestinationPhase> allowed;

  DestinationMessage(Consumer<ControlMessages> delivery, DestinationPhase... allowed) {
    this.delivery = delivery;
    this.allowed = EnumSet.noneOf(DestinationPhase.class);
    this.allowed.addAll(Arrays.asList(allowed));
  }

  boolean isAllowedIn(DestinationPhase phase) {
    return allowed.contains(phase);
  }

  void send(ControlMessages conductor) {
    delivery.accept(conductor);
  }
}
