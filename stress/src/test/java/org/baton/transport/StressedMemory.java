package org.baton.transport;

import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.PageKind;

/** Small slabs. */
final class StressedMemory {
  private static final int BYTES = 4_096;

  private StressedMemory() {}

  static Slab slab() {
    return Slab.adopt(MappedMemory.anonymous(BYTES, PageKind.BASE));
  }
}
