package org.baton.vfio;

/**
 * What a device can do in a migration: {@code struct vfio_device_feature_migration.flags}.
 *
 * @param bits the kernel's bits: STOP_COPY 1, P2P 2, PRE_COPY 4
 */
public record MigrationFlags(long bits) {
  /** {@code VFIO_MIGRATION_STOP_COPY}: mandatory for every device that can migrate. */
  public static final long STOP_COPY = 1;

  /** {@code VFIO_MIGRATION_P2P}: the two P2P states exist. */
  public static final long P2P = 2;

  /** {@code VFIO_MIGRATION_PRE_COPY}: state can be read while the device runs. */
  public static final long PRE_COPY = 4;

  /** Whether the device has the P2P states. */
  public boolean hasP2p() {
    return (bits & P2P) != 0;
  }

  /** Whether the device can be read while it runs. */
  public boolean hasPrecopy() {
    return (bits & PRE_COPY) != 0;
  }

  /** Whether the device can migrate at all. */
  public boolean hasStopCopy() {
    return (bits & STOP_COPY) != 0;
  }

  /** Whether a device with these flags can be in {@code state}. */
  public boolean supports(DeviceState state) {
    return switch (state) {
      case ERROR, STOP, RUNNING, STOP_COPY, RESUMING -> true;
      case RUNNING_P2P -> hasP2p();
      case PRE_COPY -> hasPrecopy();
      case PRE_COPY_P2P -> hasP2p() && hasPrecopy();
    };
  }

  /** The kernel's names of the bits, joined by {@code |}; those without a name in hexadecimal. */
  @Override
  public String toString() {
    StringBuilder names = new StringBuilder(24);
    append(names, STOP_COPY, "STOP_COPY");
    append(names, P2P, "P2P");
    append(names, PRE_COPY, "PRE_COPY");
    long unknown = bits & ~(STOP_COPY | P2P | PRE_COPY);
    append(names, unknown, "0x" + Long.toHexString(unknown));
    return names.isEmpty() ? "none" : names.toString();
  }

  private void append(StringBuilder names, long mask, String name) {
    if ((bits & mask) != 0) {
      names.append(names.isEmpty() ? "" : "|").append(name);
    }
  }
}
