package org.baton.bindings.sys;

/** The pages behind a mapping. */
public enum PageKind {
  /** Pages of the base size. */
  BASE,

  /**
   * Base pages that the kernel was asked to join into huge ones where it can, {@code
   * MADV_HUGEPAGE}.
   */
  TRANSPARENT_HUGE,

  /** Pages of 2 MiB from the reserved pool, {@code MAP_HUGETLB}; never swapped. */
  HUGE
}
