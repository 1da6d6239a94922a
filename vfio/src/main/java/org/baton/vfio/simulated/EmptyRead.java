package org.baton.vfio.simulated;

/** What a driver does when it is read in a precopy state and has nothing. */
public enum EmptyRead {
  /** It fails with ENOMSG, as the kernel's header says and as mlx5 and virtio do. */
  ENOMSG,
  /** It returns 0, as qat, hisi_acc and mtty do. */
  ZERO,
  /**
   * It blocks until the guest has changed something, as mlx5 does while a SAVE is in flight; ENOMSG
   * where the guest never will.
   */
  BLOCK
}
