package org.baton.transport.message;

/** What a chunk's payload is. */
public enum ChunkKind {
  /** A piece of the stream, read while the guest ran. */
  PRECOPY,
  /** A piece of the stream, read after the guest was paused. */
  STOP_COPY,
  /**
   * No piece of the stream: it says that all initial data was before it. QEMU's {@code
   * VFIO_MIG_FLAG_DEV_INIT_DATA_SENT}.
   */
  TAG
}
