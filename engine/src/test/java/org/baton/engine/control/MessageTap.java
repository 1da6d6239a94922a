package org.baton.engine.control;

import java.util.function.Consumer;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.wire.FailCode;

/** Turns each message into a value that can be looked at, kept, and delivered later. */
public final class MessageTap implements ControlMessages {
  private final Consumer<Message> messages;

  /** Creates a tap that gives each message to {@code messages}. */
  public MessageTap(Consumer<Message> messages) {
    this.messages = messages;
  }

  /**
   * One message.
   *
   * @param text its name and what matters of its content
   * @param delivery calls it
   */
  public record Message(String text, Consumer<ControlMessages> delivery) {}

  @Override
  public void hello(Hello hello) {
    tap("hello", to -> to.hello(hello));
  }

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    tap("welcome", to -> to.welcome(version, windowChunks, chunkBytes, capabilities));
  }

  @Override
  public void resuming() {
    tap("resuming", ControlMessages::resuming);
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    tap("credit", to -> to.credit(participant, loadedChunks, loadedBytes, loadNanos));
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    tap("streamEnd " + participant, to -> to.streamEnd(participant, chunks, bytes, digest));
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    tap("loaded " + participant, to -> to.loaded(participant, bytes, digest, loadNanos));
  }

  @Override
  public void ready() {
    tap("ready", ControlMessages::ready);
  }

  @Override
  public void commit(boolean guestRuns) {
    tap("commit", to -> to.commit(guestRuns));
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    tap(
        "switchoverAck " + participant + " " + generation,
        to -> to.switchoverAck(participant, generation));
  }

  @Override
  public void running(long resumeNanos) {
    tap("running", to -> to.running(resumeNanos));
  }

  @Override
  public void fail(FailCode code, int participant, String cause) {
    tap("fail " + code, to -> to.fail(code, participant, cause));
  }

  @Override
  public void keepAlive(long count) {
    tap("keepAlive", to -> to.keepAlive(count));
  }

  private void tap(String text, Consumer<ControlMessages> delivery) {
    messages.accept(new Message(text, delivery));
  }
}
