package org.baton.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;

/**
 * A device of the module {@code mmig}, seen through sysfs: what it is told, and what it is like
 * whether it is open or not. See {@code tests/lab/modules/mmig/README.md}.
 */
final class MmigDevice {
  /** The driver's own choice. */
  private static final String[][] DEFAULTS = {
    {"initial_bytes", "1048576"},
    {"reinit_bytes", "0"},
    {"stop_copy_bytes", "1048576"},
    {"dirty_rate", "0"},
    {"dirty_limit", "0"},
    {"save_rate", "0"},
    {"load_rate", "0"},
    {"load_initial_us", "0"},
    {"transition_us", "0"},
    {"info_us", "0"},
    {"read_limit", "0"},
    {"write_limit", "0"},
    {"empty_read", "0"},
    {"size_remaining", "0"},
    {"reinit_on_repeat", "0"},
    {"reinit_ms", "\n"},
    {"fault", "none"},
    {"content", "0"},
  };

  private final String uuid;
  private final Path folder;
  private final long reinitsBefore;

  private MmigDevice(String uuid) {
    this.uuid = uuid;
    this.folder = Lab.sysfs(uuid).resolve("migration");
    this.reinitsBefore = count("reinits");
  }

  /** The device of a kind with this number, as if it were new. */
  static MmigDevice fresh(String kind, int number) {
    MmigDevice device = new MmigDevice(Lab.devices(kind).get(number));
    for (String[] setting : DEFAULTS) {
      device.set(setting[0], setting[1]);
    }
    return device;
  }

  /** Tells the driver something. */
  MmigDevice set(String file, String value) {
    try {
      Files.writeString(folder.resolve(file), value, StandardOpenOption.WRITE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells the driver a number. */
  MmigDevice set(String file, long value) {
    return set(file, Long.toString(value));
  }

  /** What the driver says. */
  String get(String file) {
    try {
      return Files.readString(folder.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A count of the driver's. */
  long count(String file) {
    return Long.parseLong(get(file));
  }

  /** How often it has re-initialised since it was as new. */
  long reinits() {
    return count("reinits") - reinitsBefore;
  }

  /** The state, by the kernel's name. */
  String state() {
    return get("state");
  }

  /** What the guest has set up. */
  long content() {
    return Long.parseUnsignedLong(get("content"), 16);
  }

  /** The guest sets something up. */
  MmigDevice content(long value) {
    return set("content", Long.toHexString(value));
  }

  /** The guest re-initialises the device now. */
  void reinit() {
    set("reinit", "1");
  }

  /** Opens the device under a name that both sides of a migration know. */
  KernelDevice open(String name, OpenPath path) throws VfioException {
    return KernelDevices.open(name, uuid, path);
  }

  @Override
  public String toString() {
    return uuid;
  }
}
