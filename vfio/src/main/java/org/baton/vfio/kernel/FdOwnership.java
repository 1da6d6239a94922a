package org.baton.vfio.kernel;

/** Who closes a device fd that was handed over. */
public enum FdOwnership {
  /** The one who handed it over; Baton leaves it open. */
  BORROWED,
  /** Baton, with {@link KernelDevice#close()}, and also when the device cannot be used. */
  OWNED
}
