package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;

/**
 * One saving session: the stream from its header to its END record, made as it is read.
 *
 * <p>All amounts are bytes of the stream, heads included, and whole multiples of {@link
 * RecordDescriptor#HEAD_LENGTH}; so whatever is left can always be cut into records.
 */
final class SavingSession {
  private final DeviceContent content;
  private final long key;

  /** The head of the record being read, or the stream header, or the END record. */
  private final MemorySegment head =
      MemorySegment.ofArray(
          new byte[Math.max(StreamHeaderDescriptor.LENGTH, RecordDescriptor.END_LENGTH)]);

  /** Bytes not read yet, by kind; what is left of the record being read is among them. */
  private long initialLeft;

  private long dirtyLeft;
  private long coreLeft;

  /** What the record being read counts as. A REINIT makes all that is unread initial data. */
  private RecordKind countsAs = RecordKind.INITIAL;

  private int headAt;
  private int headLength;
  private int bodyAt;
  private int bodyLeft;
  private long position;

  /**
   * Opens a session.
   *
   * @param content what the device holds, read as the session goes on
   * @param session tells the sessions of one device apart
   * @param initialBytes the first initial data, with the stream header
   * @param stopCopyBytes what the header says of the stop-copy data
   */
  SavingSession(DeviceContent content, long session, long initialBytes, long stopCopyBytes) {
    this.content = content;
    this.key = RecordDescriptor.contentKey(content.seed(), session);
    this.initialLeft = initialBytes;
    StreamHeaderDescriptor.encode(head, content.seed(), session, initialBytes, stopCopyBytes);
    headLength = StreamHeaderDescriptor.LENGTH;
  }

  long initialLeft() {
    return initialLeft;
  }

  long dirtyLeft() {
    return dirtyLeft;
  }

  /** All that can be read now. */
  long left() {
    return initialLeft + dirtyLeft + coreLeft;
  }

  /** The guest has changed {@code bytes} more. */
  void dirty(long bytes) {
    dirtyLeft += bytes;
  }

  /** All that is unread becomes initial data, and {@code bytes} more of it. */
  void reinitialise(long bytes) {
    initialLeft += dirtyLeft + bytes;
    dirtyLeft = 0;
    if (countsAs == RecordKind.DIRTY) {
      countsAs = RecordKind.INITIAL;
    }
  }

  /**
   * The device has stopped: the rest of its state can be read.
   *
   * @param stopCopyBytes that rest, with the END record
   */
  void stop(long stopCopyBytes) {
    coreLeft = stopCopyBytes;
  }

  /**
   * Reads the next bytes.
   *
   * @return how many; 0 if there are none now
   */
  int read(MemorySegment to, long offset, int length) {
    int done = 0;
    while (done < length && (headAt < headLength || bodyLeft > 0 || openRecord())) {
      int moved;
      if (headAt < headLength) {
        moved = Math.min(length - done, headLength - headAt);
        MemorySegment.copy(head, headAt, to, offset + done, moved);
        headAt += moved;
      } else {
        moved = Math.min(length - done, bodyLeft);
        ContentPattern.copy(bodyAt, to, offset + done, moved);
        bodyAt += moved;
        bodyLeft -= moved;
      }
      done += moved;
      count(moved);
    }
    return done;
  }

  private void count(int bytes) {
    position += bytes;
    switch (countsAs) {
      case INITIAL -> initialLeft -= bytes;
      case DIRTY -> dirtyLeft -= bytes;
      case CORE, END -> coreLeft -= bytes;
    }
  }

  private boolean openRecord() {
    if (initialLeft > 0) {
      int flags = initialLeft <= RecordDescriptor.MAX_LENGTH ? RecordDescriptor.CHUNK_ENDS : 0;
      return open(RecordKind.INITIAL, flags, initialLeft);
    }
    if (dirtyLeft > 0) {
      return open(RecordKind.DIRTY, 0, dirtyLeft);
    }
    if (coreLeft > RecordDescriptor.END_LENGTH) {
      return open(RecordKind.CORE, 0, coreLeft - RecordDescriptor.END_LENGTH);
    }
    return coreLeft > 0 && openEnd();
  }

  private boolean open(RecordKind kind, int flags, long available) {
    int length = (int) Math.min(available, RecordDescriptor.MAX_LENGTH);
    long generation = content.generation();
    RecordDescriptor.encode(head, kind, flags, length, generation, position, key);
    countsAs = kind;
    headAt = 0;
    headLength = RecordDescriptor.HEAD_LENGTH;
    bodyAt = RecordDescriptor.bodyStart(key, generation, position);
    bodyLeft = length - RecordDescriptor.HEAD_LENGTH;
    return true;
  }

  private boolean openEnd() {
    open(RecordKind.END, 0, RecordDescriptor.END_LENGTH);
    RecordDescriptor.encodeEnd(head, content.dirtiedBytes(), content.digest());
    headLength = RecordDescriptor.END_LENGTH;
    bodyLeft = 0;
    return true;
  }
}
