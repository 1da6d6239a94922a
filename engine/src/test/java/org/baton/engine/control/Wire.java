package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.baton.transport.message.ControlMessages;

/** One way of the control connection: what was said and has not been heard yet. */
final class Wire {
  private static final String LAST_STREAM_END = "streamEnd " + (SourceRig.PARTICIPANTS - 1);

  private final Deque<MessageTap.Message> messages = new ArrayDeque<>();

  void add(List<MessageTap.Message> said) {
    messages.addAll(said);
  }

  /** Delivers the next message that the model knows, after those before it that it does not. */
  void deliver(String word, ControlMessages to) {
    String next = "";
    while (next.isEmpty()) {
      assertThat(messages).as("messages under way, to hear %s", word).isNotEmpty();
      MessageTap.Message message = messages.remove();
      next = word(message.text());
      message.delivery().accept(to);
    }
    assertThat(next).as("the next message that is heard").isEqualTo(word);
  }

  /**
   * The model's word for a message, or empty: a Loaded comes with its Ready, the StreamEnds of all
   * devices are one, and neither Credit nor KeepAlive decides anything.
   */
  static String word(String text) {
    if (text.equals(LAST_STREAM_END)) {
      return "STREAM_END";
    }
    return switch (text.split(" ", -1)[0]) {
      case "switchoverAck" -> "ACK";
      case "ready" -> "READY";
      case "running" -> "HAS_RUN";
      case "commit" -> "COMMIT";
      case "fail" -> "FAIL";
      default -> "";
    };
  }

  /** The model's words for messages. */
  static List<String> words(List<String> texts) {
    return texts.stream().map(Wire::word).filter(word -> !word.isEmpty()).toList();
  }
}
