package org.baton.vfio.simulated;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.bindings.linux.Linux;

/**
 * One resuming session: takes a stream in any segmentation and checks every byte of it against what
 * the saving device must have sent.
 *
 * <p>What it finds: every changed byte of a body (it is compared), of a head or the header (hashed
 * with 64 bits), and every lost, doubled or moved run of bytes, since each record says where it
 * belongs. A loss at the very end is found by {@link #isComplete}. A fault is found at the latest
 * with the next head; the session then takes nothing more.
 */
final class ResumingSession {
  private static final int MAX_FRAME =
      Math.max(StreamHeaderDescriptor.LENGTH, RecordDescriptor.END_LENGTH);

  private final MemorySegment frame = MemorySegment.ofArray(new byte[MAX_FRAME]);
  private Step step = Step.HEADER;
  private int frameLength = StreamHeaderDescriptor.LENGTH;
  private int frameAt;
  private long position;
  private long seed;
  private long key;
  private long generation;
  private int bodyAt;
  private int bodyLeft;
  private boolean chunkEnds;
  private int loadedChunks;
  private String fault = "";

  /** What the next bytes are. */
  private enum Step {
    HEADER,
    HEAD,
    END,
    BODY,
    COMPLETE,
    FAILED
  }

  /**
   * Takes the next bytes.
   *
   * @return {@code length}, or −EFAULT for a stream that is not for this device, or −EINVAL for
   *     wrong bytes; {@link #fault} then says what and where
   */
  int write(MemorySegment from, long offset, int length) {
    int done = 0;
    while (done < length) {
      int left = length - done;
      int moved =
          switch (step) {
            case HEADER, HEAD, END -> collect(from, offset + done, left);
            case BODY -> compare(from, offset + done, left);
            case COMPLETE -> fail(Linux.EINVAL(), "bytes after the end of the stream");
            case FAILED -> -Linux.EINVAL();
          };
      if (moved < 0) {
        return moved;
      }
      done += moved;
    }
    return done;
  }

  /** Chunks of initial data that became complete since the last call. */
  int takeLoadedChunks() {
    int chunks = loadedChunks;
    loadedChunks = 0;
    return chunks;
  }

  boolean isComplete() {
    return step == Step.COMPLETE;
  }

  /** What was wrong and where, or what is missing; empty if nothing is. */
  String fault() {
    if (step == Step.FAILED || step == Step.COMPLETE) {
      return fault;
    }
    return "the stream is short: it stops at byte " + position + ", without its end record";
  }

  /** Hands the content over; only when complete. */
  void handTo(DeviceContent content) {
    content.adopt(seed, generation, RecordDescriptor.dirtiedBytes(frame));
  }

  private int collect(MemorySegment from, long offset, int available) {
    int moved = Math.min(available, frameLength - frameAt);
    MemorySegment.copy(from, offset, frame, frameAt, moved);
    frameAt += moved;
    position += moved;
    if (frameAt < frameLength) {
      return moved;
    }
    int refusal =
        switch (step) {
          case HEADER -> header();
          case HEAD -> head();
          default -> end();
        };
    return refusal < 0 ? refusal : moved;
  }

  private int header() {
    String wrong = StreamHeaderDescriptor.fault(frame);
    if (!wrong.isEmpty()) {
      return fail(Linux.EFAULT(), wrong);
    }
    seed = StreamHeaderDescriptor.seed(frame);
    key = RecordDescriptor.contentKey(seed, StreamHeaderDescriptor.session(frame));
    expectHead();
    return 0;
  }

  private int head() {
    long start = position - RecordDescriptor.HEAD_LENGTH;
    long newGeneration = RecordDescriptor.generation(frame);
    if (!RecordDescriptor.isValid(frame, start, key) || newGeneration < generation) {
      return fail(
          Linux.EINVAL(), "no record begins at byte " + start + ": bytes are lost, moved or wrong");
    }
    generation = newGeneration;
    RecordKind kind = RecordDescriptor.kind(frame);
    if (kind == RecordKind.END) {
      step = Step.END;
      frameLength = RecordDescriptor.END_LENGTH;
      return 0;
    }
    chunkEnds = RecordDescriptor.chunkEnds(frame);
    bodyAt = RecordDescriptor.bodyStart(key, generation, start);
    bodyLeft = RecordDescriptor.length(frame) - RecordDescriptor.HEAD_LENGTH;
    step = Step.BODY;
    if (bodyLeft == 0) {
      endRecord();
    }
    return 0;
  }

  private int end() {
    long dirtied = RecordDescriptor.dirtiedBytes(frame);
    long digest = DeviceContent.digest(seed, generation, dirtied);
    if (RecordDescriptor.digest(frame) != digest || !RecordDescriptor.reservedIsZero(frame)) {
      return fail(Linux.EINVAL(), "the end record before byte " + position + " is wrong");
    }
    step = Step.COMPLETE;
    return 0;
  }

  private int compare(MemorySegment from, long offset, int available) {
    int moved = Math.min(available, bodyLeft);
    int wrong = ContentPattern.mismatch(bodyAt, from, offset, moved);
    if (wrong >= 0) {
      return fail(
          Linux.EINVAL(),
          "wrong content at byte "
              + (position + wrong)
              + " of the stream: expected "
              + hex(ContentPattern.at(bodyAt + wrong))
              + ", got "
              + hex(from.get(ValueLayout.JAVA_BYTE, offset + wrong)));
    }
    bodyAt += moved;
    bodyLeft -= moved;
    position += moved;
    if (bodyLeft == 0) {
      endRecord();
    }
    return moved;
  }

  private void endRecord() {
    if (chunkEnds) {
      loadedChunks++;
    }
    expectHead();
  }

  private void expectHead() {
    step = Step.HEAD;
    frameAt = 0;
    frameLength = RecordDescriptor.HEAD_LENGTH;
  }

  private int fail(int errno, String what) {
    fault = what;
    step = Step.FAILED;
    return -errno;
  }

  private static String hex(byte value) {
    return String.format("0x%02x", value);
  }
}
