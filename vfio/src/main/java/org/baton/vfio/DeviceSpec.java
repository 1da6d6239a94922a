package org.baton.vfio;

/**
 * How a device is named on a command line or in a configuration, and how it is opened.
 *
 * <p>A specification is read once and can be opened many times.
 */
public interface DeviceSpec {
  /** The name the opened device will have. */
  String name();

  /**
   * Opens the device.
   *
   * @throws VfioException if it cannot be opened or cannot migrate
   */
  MigratableDevice open() throws VfioException;
}
