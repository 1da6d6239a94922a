package org.baton.engine.telemetry;

/**
 * The first bytes of a counters file, little-endian; metadata and values follow, as Agrona's {@code
 * CountersReader} says.
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +---------------------------------------------------------------+
 *  0|                       magic: "BTNC"                           |
 *  4|                       version                                 |
 *  8|                       bytes of metadata                       |
 * 12|                       bytes of values                         |
 * 16|                       process: pid                            |
 *   |                                                               |
 * 24|                       process: start in ticks since boot      |
 *   |                                                               |
 * 32|                       process: pid namespace                  |
 *   |                                                               |
 * 40|                       last sign of life, epoch milliseconds   |
 *   |                                                               |
 * 48|                       changes; odd while one is made          |
 *   |                                                               |
 * 56|                       1: ended, nothing will change           |
 * 60|                       bytes of text                           |
 * 64|                       text, UTF-8                             |
 *   |                                                              ...
 *   +---------------------------------------------------------------+
 * </pre>
 */
final class CountersHeaderDescriptor {
  static final int MAGIC = 0x434e5442;

  /** To be raised with every change that an older reader would get wrong. */
  static final int VERSION = 2;

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 4;
  static final int METADATA_AT = 8;
  static final int VALUES_AT = 12;
  static final int PID_AT = 16;
  static final int START_TICKS_AT = 24;
  static final int PID_NAMESPACE_AT = 32;
  static final int LIFE_AT = 40;
  static final int CHANGES_AT = 48;
  static final int ENDED_AT = 56;
  static final int TEXT_LENGTH_AT = 60;
  static final int TEXT_AT = 64;

  /** All of it; a multiple of a cache line. */
  static final int BYTES = 1024;

  /** Longest text, in bytes. */
  static final int MAX_TEXT_BYTES = BYTES - TEXT_AT;

  private CountersHeaderDescriptor() {}
}
