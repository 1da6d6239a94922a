package org.baton.transport.message;

/** What a peer may ask of us at most. Checked before any length or count is used. */
public final class Limits {
  /** First four bytes of every frame, little-endian: the letters BATN. */
  public static final int MAGIC = 0x4e544142;

  /** Oldest protocol version that is spoken. */
  public static final int MIN_VERSION = 1;

  /** Newest protocol version that is spoken. */
  public static final int MAX_VERSION = 1;

  /** Bytes of a message on the control channel, without its header. */
  public static final int MAX_CONTROL_BYTES = 128 * 1024;

  /** Devices and other participants in one migration. */
  public static final int MAX_PARTICIPANTS = 1024;

  /** Bytes of UTF-8 in a participant's name. */
  public static final int MAX_NAME_BYTES = 64;

  /** Bytes of UTF-8 in the cause of a failure. */
  public static final int MAX_CAUSE_BYTES = 1024;

  /** Data channels of one migration. */
  public static final int MAX_CHANNELS = 64;

  /** Chunks in flight per participant. */
  public static final int MAX_WINDOW_CHUNKS = 1024;

  /** Bytes of a chunk's payload. */
  public static final int MAX_CHUNK_BYTES = 64 * 1024 * 1024;

  /** Bytes of a chunk's payload that both sides must be able to take. */
  public static final int MIN_CHUNK_BYTES = 4 * 1024;

  private Limits() {}
}
