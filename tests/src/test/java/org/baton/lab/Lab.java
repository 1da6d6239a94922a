package org.baton.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What {@code tests/lab/run} has prepared in the guest: mediated devices, and a folder that
 * outlives the guest.
 */
final class Lab {
  /** The tag of a test that wants {@code kernel.io_uring_disabled} to be 2. */
  static final String IO_URING_DENIED = "io-uring-denied";

  /**
   * How long an emulated machine may take for what a real one does at once, less than a test may:
   * on a busy host the first migration of a JVM takes longer than a user would wait.
   */
  static final long PATIENCE_MILLIS = 100_000;

  private static final Path MDEVS = Path.of("/sys/bus/mdev/devices");

  private Lab() {}

  /** The UUIDs of the devices of one kind, as {@code tests/lab/guest/devices} names them. */
  static List<String> devices(String kind) {
    return List.of(property("baton.lab." + kind).split(","));
  }

  /** The sysfs folder of a mediated device. */
  static Path sysfs(String uuid) {
    return MDEVS.resolve(uuid);
  }

  /** The character device for use with iommufd. */
  static Path cdev(String uuid) {
    try (var entries = Files.list(sysfs(uuid).resolve("vfio-dev"))) {
      return Path.of("/dev/vfio/devices").resolve(entries.findFirst().orElseThrow().getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The group's character device, for use with a container. */
  static Path group(String uuid) {
    try {
      return Path.of("/dev/vfio")
          .resolve(sysfs(uuid).resolve("iommu_group").toRealPath().getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A writable folder that lies on the host: {@code tests/target/lab-results}. */
  static Path out() {
    return Path.of(property("baton.lab.out"));
  }

  /** Waits until something is so, or for as long as an emulated machine may take. */
  static void await(BooleanSupplier what) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!what.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static String property(String name) {
    var value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(
          name + " is not set: lab tests run in the guest of tests/lab/run only");
    }
    return value;
  }
}
