package org.baton.vfio;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What the name of a device may be: it crosses the wire, and stands in messages and counters. */
public final class DeviceNames {
  /** The most bytes of UTF-8 a name may have. */
  public static final int MAX_BYTES = 64;

  private DeviceNames() {}

  /**
   * Returns the name if it is one.
   *
   * @param name 1 to 64 bytes of UTF-8, not blank, without control characters and lone surrogates
   * @throws IllegalArgumentException if it is not
   */
  public static String check(String name) {
    int bytes = utf8Bytes(name);
    if (name.isBlank()
        || bytes < 1
        || bytes > MAX_BYTES
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "device name '%s' is not 1 to %d bytes of UTF-8 without control characters, or is blank"
              .formatted(name, MAX_BYTES));
    }
    return name;
  }

  private static int utf8Bytes(String name) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      return bytes.remaining();
    } catch (CharacterCodingException e) {
      // Half of a surrogate pair: no UTF-8 at all.
      return 0;
    }
  }
}
