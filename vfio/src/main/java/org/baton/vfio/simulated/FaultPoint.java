package org.baton.vfio.simulated;

import java.util.Locale;

/** A call of the driver that a {@link Fault} can strike. */
public enum FaultPoint {
  /** {@code read} on the data fd. */
  READ,
  /** {@code write} on the data fd. */
  WRITE,
  /** {@code VFIO_MIG_GET_PRECOPY_INFO}. */
  INFO,
  /** GET of {@code VFIO_DEVICE_FEATURE_MIG_DATA_SIZE}. */
  SIZE,
  /** GET of {@code VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE}. */
  GET,
  /** The arc into one state, as a step of a SET of {@code MIG_DEVICE_STATE}. */
  STATE,
  /** {@code VFIO_DEVICE_RESET}. */
  RESET,
  /** Opening the device, until it is ready to migrate: the opt-in to REINIT, say. */
  OPEN;

  /** The name in a fault's text. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
