package org.baton.vfio.simulated;

import java.util.List;
import org.baton.vfio.DeviceNames;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.VfioException;

/**
 * What a simulated device is like: its sizes, its habits, its timing, and what goes wrong with it.
 *
 * <p>Made by {@link #builder()}, or from text by {@link #parse}, such as {@code
 * name=nic0,stopCopyBytes=64M,initialBytes=8M,dirtyBytesPerSecond=100M,reinit=200ms+500ms}.
 *
 * @param name the device's name, see {@link DeviceNames}, without comma
 * @param seed what the content is made from; two devices with one seed hold the same
 * @param flags what the device can do in a migration; STOP_COPY is mandatory
 * @param sizes how much there is to read
 * @param timings how long the driver takes
 * @param habits where drivers differ without being wrong
 * @param reinits when the guest re-initialises the device
 * @param faults what goes wrong
 */
public record SimulatedDeviceSpec(
    String name,
    long seed,
    MigrationFlags flags,
    ContentSizes sizes,
    DeviceTimings timings,
    DriverHabits habits,
    ReinitPlan reinits,
    List<Fault> faults)
    implements DeviceSpec {
  private static final long ALL_FLAGS =
      MigrationFlags.STOP_COPY | MigrationFlags.P2P | MigrationFlags.PRE_COPY;

  /** Checks what the parts cannot check by themselves. */
  public SimulatedDeviceSpec {
    DeviceNames.check(name);
    if (name.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a simulated device: a comma begins the next key");
    }
    if (!flags.hasStopCopy() || (flags.bits() & ~ALL_FLAGS) != 0) {
      throw new IllegalArgumentException(
          "flags " + flags + " lack STOP_COPY, or have more than STOP_COPY, P2P and PRE_COPY");
    }
    if (habits.reportsReinit() && !flags.hasPrecopy()) {
      throw new IllegalArgumentException(
          "reportsReinit needs PRE_COPY among the flags, which are " + flags);
    }
    timings.transitions().requireArcsOf(flags);
    faults = List.copyOf(faults);
  }

  /** A builder with the defaults of a device named {@code sim0}. */
  public static SimulatedDeviceBuilder builder() {
    return new SimulatedDeviceBuilder();
  }

  /**
   * Reads a specification from text: keys and values, {@code key=value}, with commas between.
   *
   * <p>Sizes and rates take K, M, G or T (powers of 1024), times ns, us, ms or s. Lists have {@code
   * +} between their items ({@code ;} and {@code |} do as well). A key may come once, except {@code
   * fault}. The keys are those of {@link SimulatedDeviceBuilder}.
   *
   * @throws IllegalArgumentException for an unknown key, with all keys, or for a bad value
   */
  public static SimulatedDeviceSpec parse(String keysAndValues) {
    return SpecText.parse(keysAndValues);
  }

  /**
   * Opens a device in real time.
   *
   * @throws VfioException if a fault of the point {@code open} says so
   */
  @Override
  public SimulatedDevice open() throws VfioException {
    return open(SimulatedTime.real());
  }

  /**
   * Opens a device that lives in {@code time}.
   *
   * @throws VfioException if a fault of the point {@code open} says so
   */
  public SimulatedDevice open(SimulatedTime time) throws VfioException {
    return SimulatedDevice.open(this, time);
  }

  /** The text that {@link #parse} reads the same from; what is as by default is left out. */
  @Override
  public String toString() {
    return SpecText.format(this);
  }
}
