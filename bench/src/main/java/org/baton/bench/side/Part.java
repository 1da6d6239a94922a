package org.baton.bench.side;

import java.util.ArrayList;
import java.util.List;

/**
 * What one channel carries of the content.
 *
 * @param channel its number, from 0
 * @param begin where in the file the part begins
 * @param length bytes
 */
public record Part(int channel, long begin, long length) {
  /** Where the part ends: one behind its last byte. */
  public long end() {
    return begin + length;
  }

  /**
   * Cuts the content as all peers cut it: equal parts, and what is left over in the last.
   *
   * @param bytes the content
   * @param channels how many parts
   */
  public static List<Part> of(long bytes, int channels) {
    List<Part> parts = new ArrayList<>();
    long equal = bytes / channels;
    for (int i = 0; i < channels; i++) {
      long begin = i * equal;
      parts.add(new Part(i, begin, i == channels - 1 ? bytes - begin : equal));
    }
    return parts;
  }
}
