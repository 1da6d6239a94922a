package org.baton.engine.pipeline;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * One participant's slots in the slab, and who owns each.
 *
 * <p>Whoever needs a slot takes the lowest that is free. So only as many are touched as the stages
 * behind leave in use, and these few stay in the processor's cache; going round all of them would
 * fetch each one from memory again.
 *
 * <p>A slot holds one chunk, with its header right in front of its payload so that both go out in
 * one send, and the payload on a page of its own:
 *
 * <pre>
 *  +----------------------------------------+----------------+------------------------------+
 *  | unused (a page without the header)     | header (32)    | payload (up to chunkBytes)   |
 *  +----------------------------------------+----------------+------------------------------+
 *  ^ slot begins, page-aligned                               ^ page-aligned
 * </pre>
 *
 * <p><b>Ownership:</b> a stage that owns a slot hands it over with {@link #handOver}, which
 * publishes everything written to the slot before. Handing over what one does not own throws: it
 * means that two stages touched the same bytes.
 */
public final class SlotWindow {
  /** All slots are in use. */
  static final int NO_SLOT = -1;

  private static final int PAGE_BYTES = 4096;

  /** Owners lie this many ints apart, so that two stages do not share a cache line. */
  private static final int STRIDE = 16;

  private final long baseOffset;
  private final long slotBytes;
  private final int headerBytes;
  private final int mask;
  private final AtomicIntegerArray owners;

  /**
   * Creates a window of free slots.
   *
   * @param baseOffset where its first slot begins in the slab, page-aligned
   * @param windowChunks number of slots, a power of two
   * @param chunkBytes longest payload
   * @param headerBytes bytes in front of each payload
   */
  public SlotWindow(long baseOffset, int windowChunks, int chunkBytes, int headerBytes) {
    if (Integer.bitCount(windowChunks) != 1) {
      throw new IllegalArgumentException("a window of " + windowChunks + " is no power of two");
    }
    this.baseOffset = baseOffset;
    this.slotBytes = slotBytes(chunkBytes);
    this.headerBytes = headerBytes;
    this.mask = windowChunks - 1;
    this.owners = new AtomicIntegerArray(windowChunks * STRIDE);
  }

  /** Bytes of slab that a window needs. */
  public static long bytes(int windowChunks, int chunkBytes) {
    return windowChunks * slotBytes(chunkBytes);
  }

  private static long slotBytes(int chunkBytes) {
    return PAGE_BYTES + ((chunkBytes + PAGE_BYTES - 1L) & -PAGE_BYTES);
  }

  /** Number of slots. */
  public int size() {
    return mask + 1;
  }

  /**
   * Takes the lowest free slot.
   *
   * @param by its owner from now on
   * @return the slot, or {@link #NO_SLOT}
   */
  int take(SlotOwner by) {
    for (int slot = 0; slot <= mask; slot++) {
      if (owner(slot) == SlotOwner.NOBODY && tryHandOver(slot, SlotOwner.NOBODY, by)) {
        return slot;
      }
    }
    return NO_SLOT;
  }

  /** Where a slot's header begins in the slab. */
  long headerOffset(int slot) {
    return payloadOffset(slot) - headerBytes;
  }

  /** Where a slot's payload begins in the slab. */
  long payloadOffset(int slot) {
    return baseOffset + slot * slotBytes + PAGE_BYTES;
  }

  /** Who owns a slot now. */
  SlotOwner owner(int slot) {
    return SlotOwner.of(owners.getAcquire(slot * STRIDE));
  }

  /**
   * Makes another stage the owner of a slot.
   *
   * @throws IllegalStateException if {@code from} does not own it
   */
  void handOver(int slot, SlotOwner from, SlotOwner to) {
    if (!tryHandOver(slot, from, to)) {
      throw new IllegalStateException(
          "slot " + slot + " belongs to " + owner(slot) + ", not to " + from);
    }
  }

  /** The same, where somebody else may be quicker: false if {@code from} does not own it. */
  boolean tryHandOver(int slot, SlotOwner from, SlotOwner to) {
    return owners.compareAndSet(slot * STRIDE, from.code, to.code);
  }

  /** Slots that somebody owns. Exact when no stage is at work. */
  public int inUse() {
    int used = 0;
    for (int slot = 0; slot <= mask; slot++) {
      if (owner(slot) != SlotOwner.NOBODY) {
        used++;
      }
    }
    return used;
  }
}
