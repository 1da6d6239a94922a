package org.baton.vfio.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.baton.vfio.MigrationFlags;

/**
 * Builds a {@link SimulatedDeviceSpec}. Every method is a key of the specification's text; not
 * thread-safe; all checks are made by {@link #build()}.
 */
public final class SimulatedDeviceBuilder {
  private static final long MEBIBYTE = 1L << 20;

  private String name = "sim0";
  private OptionalLong seed = OptionalLong.empty();
  private MigrationFlags flags =
      new MigrationFlags(MigrationFlags.STOP_COPY | MigrationFlags.P2P | MigrationFlags.PRE_COPY);
  private long initialBytes = 8 * MEBIBYTE;
  private OptionalLong reinitBytes = OptionalLong.empty();
  private long stopCopyBytes = 64 * MEBIBYTE;
  private long dirtyBytesPerSecond;
  private long dirtyLimitBytes;
  private long saveBytesPerSecond;
  private long loadBytesPerSecond;
  private TransitionTimes transitionTime = TransitionTimes.NONE;
  private long initialLoadNanos;
  private long precopyInfoNanos;
  private boolean reportsReinit = true;
  private EmptyRead emptyRead = EmptyRead.ENOMSG;
  private DataSize dataSize = DataSize.FULL;
  private int maxReadBytes;
  private int maxWriteBytes;
  private final List<Long> reinitNanos = new ArrayList<>();
  private long reinitEveryNanos;
  private final List<Fault> faults = new ArrayList<>();

  SimulatedDeviceBuilder() {}

  /** The device's name; {@code sim0} by default. */
  public SimulatedDeviceBuilder name(String name) {
    this.name = name;
    return this;
  }

  /** What the content is made from; by default it follows from the name. */
  public SimulatedDeviceBuilder seed(long seed) {
    this.seed = OptionalLong.of(seed);
    return this;
  }

  /** What the device can do; by default all. */
  public SimulatedDeviceBuilder flags(MigrationFlags flags) {
    this.flags = flags;
    return this;
  }

  /** Initial data of a session; 8 MiB by default. */
  public SimulatedDeviceBuilder initialBytes(long bytes) {
    this.initialBytes = bytes;
    return this;
  }

  /** Initial data that a re-initialisation adds; by default as much as initial data. */
  public SimulatedDeviceBuilder reinitBytes(long bytes) {
    this.reinitBytes = OptionalLong.of(bytes);
    return this;
  }

  /** What only STOP_COPY reads; 64 MiB by default. */
  public SimulatedDeviceBuilder stopCopyBytes(long bytes) {
    this.stopCopyBytes = bytes;
    return this;
  }

  /** How fast the guest changes what was read; 0 by default, at most 8 GiB/s. */
  public SimulatedDeviceBuilder dirtyBytesPerSecond(long bytesPerSecond) {
    this.dirtyBytesPerSecond = bytesPerSecond;
    return this;
  }

  /** The most that can be changed and unread at once; 0, no limit, by default. */
  public SimulatedDeviceBuilder dirtyLimitBytes(long bytes) {
    this.dirtyLimitBytes = bytes;
    return this;
  }

  /** How fast the stream can be read; 0, no limit, by default. */
  public SimulatedDeviceBuilder saveBytesPerSecond(long bytesPerSecond) {
    this.saveBytesPerSecond = bytesPerSecond;
    return this;
  }

  /** How fast the stream can be written; 0, no limit, by default. */
  public SimulatedDeviceBuilder loadBytesPerSecond(long bytesPerSecond) {
    this.loadBytesPerSecond = bytesPerSecond;
    return this;
  }

  /** How long changes of state take; no time by default. */
  public SimulatedDeviceBuilder transitionTime(TransitionTimes times) {
    this.transitionTime = times;
    return this;
  }

  /** How long loading one chunk of initial data takes; no time by default. */
  public SimulatedDeviceBuilder initialLoadNanos(long nanos) {
    this.initialLoadNanos = nanos;
    return this;
  }

  /** How long asking for precopy info takes; no time by default. */
  public SimulatedDeviceBuilder precopyInfoNanos(long nanos) {
    this.precopyInfoNanos = nanos;
    return this;
  }

  /** Whether the driver can say REINIT; by default if it has PRE_COPY. */
  public SimulatedDeviceBuilder reportsReinit(boolean reportsReinit) {
    this.reportsReinit = reportsReinit;
    return this;
  }

  /** What a read does that finds nothing for now; ENOMSG by default. */
  public SimulatedDeviceBuilder emptyRead(EmptyRead emptyRead) {
    this.emptyRead = emptyRead;
    return this;
  }

  /** What {@code MIG_DATA_SIZE} means; FULL by default. */
  public SimulatedDeviceBuilder dataSize(DataSize dataSize) {
    this.dataSize = dataSize;
    return this;
  }

  /** The most that one read returns; 0, no limit, by default. */
  public SimulatedDeviceBuilder maxReadBytes(int bytes) {
    this.maxReadBytes = bytes;
    return this;
  }

  /** The most that one write takes; 0, no limit, by default. */
  public SimulatedDeviceBuilder maxWriteBytes(int bytes) {
    this.maxWriteBytes = bytes;
    return this;
  }

  /** One more moment, from the beginning of a precopy session, to re-initialise the device. */
  public SimulatedDeviceBuilder reinitAtNanos(long nanos) {
    reinitNanos.add(nanos);
    return this;
  }

  /** A period to re-initialise the device with; 0, never, by default. */
  public SimulatedDeviceBuilder reinitEveryNanos(long nanos) {
    this.reinitEveryNanos = nanos;
    return this;
  }

  /** One more thing that goes wrong. */
  public SimulatedDeviceBuilder fault(Fault fault) {
    faults.add(fault);
    return this;
  }

  /**
   * Makes the specification.
   *
   * @throws IllegalArgumentException if a value makes no sense
   */
  public SimulatedDeviceSpec build() {
    return new SimulatedDeviceSpec(
        name,
        seed.orElse(Hash64.mix(name.hashCode())),
        flags,
        new ContentSizes(
            initialBytes,
            reinitBytes.orElse(initialBytes),
            stopCopyBytes,
            dirtyBytesPerSecond,
            dirtyLimitBytes),
        new DeviceTimings(
            saveBytesPerSecond,
            loadBytesPerSecond,
            transitionTime,
            initialLoadNanos,
            precopyInfoNanos),
        new DriverHabits(
            reportsReinit && flags.hasPrecopy(), emptyRead, dataSize, maxReadBytes, maxWriteBytes),
        new ReinitPlan(reinitNanos, reinitEveryNanos),
        faults);
  }
}
