package org.baton.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON text (RFC 8259), indented by two spaces. Names and values come in order; a name
 * belongs in an object and not in an array. Not for several threads.
 */
final class JsonWriter {
  private final StringBuilder text = new StringBuilder();
  private final Deque<Level> levels = new ArrayDeque<>();

  /** An object or array that is open, and whether something is in it. */
  private static final class Level {
    private final boolean object;
    private boolean filled;

    Level(boolean object) {
      this.object = object;
    }
  }

  JsonWriter() {}

  /** Begins the object that is the text, or the next item of an array. */
  JsonWriter beginObject() {
    item();
    return begin(true);
  }

  /** Begins an object in an object. */
  JsonWriter beginObject(String name) {
    name(name);
    return begin(true);
  }

  /** Begins an array in an object. */
  JsonWriter beginArray(String name) {
    name(name);
    return begin(false);
  }

  /** Ends what was begun last. */
  JsonWriter end() {
    Level level = levels.pop();
    if (level.filled) {
      newLine();
    }
    text.append(level.object ? '}' : ']');
    if (levels.isEmpty()) {
      text.append('\n');
    }
    return this;
  }

  /** A text, or null. */
  JsonWriter field(String name, @Nullable String value) {
    name(name);
    if (value == null) {
      text.append("null");
    } else {
      quote(value);
    }
    return this;
  }

  /** A whole number. */
  JsonWriter field(String name, long value) {
    name(name);
    text.append(value);
    return this;
  }

  /** A number, to three decimals. */
  JsonWriter field(String name, double value) {
    name(name);
    text.append(String.format(Locale.ROOT, "%.3f", value));
    return this;
  }

  /** A truth value. */
  JsonWriter field(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  /** Nanoseconds as milliseconds, to the microsecond. */
  JsonWriter millisField(String name, long nanos) {
    name(name);
    text.append(String.format(Locale.ROOT, "%.3f", nanos / 1e6));
    return this;
  }

  /** The next item of an array. */
  JsonWriter item(String value) {
    item();
    quote(value);
    return this;
  }

  /** The next item of an array, which is JSON that a writer like this one has written. */
  JsonWriter itemText(String json) {
    item();
    text.append(json.strip().replace("\n", "\n" + "  ".repeat(levels.size())));
    return this;
  }

  /**
   * The text.
   *
   * @throws IllegalStateException if something is not ended
   */
  @Override
  public String toString() {
    if (!levels.isEmpty()) {
      throw new IllegalStateException(levels.size() + " objects or arrays are not ended");
    }
    return text.toString();
  }

  private JsonWriter begin(boolean object) {
    text.append(object ? '{' : '[');
    levels.push(new Level(object));
    return this;
  }

  private void item() {
    Level level = levels.peek();
    if (level == null) {
      return;
    }
    if (level.object) {
      throw new IllegalStateException("in an object a value needs a name");
    }
    separate(level);
  }

  private void name(String name) {
    Level level = levels.peek();
    if (level == null || !level.object) {
      throw new IllegalStateException("'" + name + "' is no field: no object is open");
    }
    separate(level);
    quote(name);
    text.append(": ");
  }

  private void separate(Level level) {
    if (level.filled) {
      text.append(',');
    }
    level.filled = true;
    newLine();
  }

  private void newLine() {
    text.append('\n').repeat("  ", levels.size());
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          // A surrogate without its half is no character, and UTF-8 could not hold it.
          if (Character.isISOControl(c) || isLoneSurrogate(value, i)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean isLoneSurrogate(String value, int index) {
    char c = value.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
  }
}
