package org.baton.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The devices of one round of an experiment, and the check that their state has moved. */
final class MovingDevices {
  private static final long CONTENT = 0xba70_0000L;
  private static final int DESTINATIONS = 4;
  private static final long RUNNING_SECONDS = 20;
  private static final long POLL_MILLIS = 5;

  final List<MmigDevice> from = new ArrayList<>();
  final List<MmigDevice> to = new ArrayList<>();
  private final List<Long> savedBefore = new ArrayList<>();
  private final List<Long> loadedBefore = new ArrayList<>();
  private final List<DeviceCosts> costs;
  private long loadsBefore;

  /** As many as there are costs; as if they were new. */
  MovingDevices(List<DeviceCosts> costs) {
    this.costs = List.copyOf(costs);
    for (int i = 0; i < costs.size(); i++) {
      from.add(MmigDevice.fresh("mmig", i));
      to.add(MmigDevice.fresh("mmig", DESTINATIONS + i));
      costs.get(i).apply(from.get(i));
      costs.get(i).apply(to.get(i));
    }
  }

  /** The guest sets its devices up; they are open at both sides, which may have reset them. */
  void begin() {
    for (int i = 0; i < from.size(); i++) {
      from.get(i).content(CONTENT + i + 1);
      to.get(i).content(0);
      savedBefore.add(from.get(i).count("bytes_saved"));
      loadedBefore.add(to.get(i).count("bytes_loaded"));
    }
    loadsBefore = loads();
  }

  /**
   * Checks what the drivers say, who have checked every byte.
   *
   * @throws IOException if a device has not moved whole
   */
  void verify() throws IOException, InterruptedException {
    for (int i = 0; i < from.size(); i++) {
      // A moment after the source is done QEMU still stops its devices, and starts the others.
      await(from.get(i), "STOP");
      await(to.get(i), "RUNNING");
      if (to.get(i).content() != CONTENT + i + 1) {
        throw new IOException("%s has the content %x".formatted(to.get(i), to.get(i).content()));
      }
      long expected = costs.get(i).bytes(from.get(i).reinits());
      if (saved(i) != expected || loaded(i) != expected) {
        throw new IOException(
            "%s has %d bytes, saved %d of them, and %s loaded %d"
                .formatted(from.get(i), expected, saved(i), to.get(i), loaded(i)));
      }
    }
  }

  private static void await(MmigDevice device, String state)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(RUNNING_SECONDS);
    while (!device.state().equals(state)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("%s is %s, not %s".formatted(device, device.state(), state));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private long saved(int device) {
    return from.get(device).count("bytes_saved") - savedBefore.get(device);
  }

  private long loaded(int device) {
    return to.get(device).count("bytes_loaded") - loadedBefore.get(device);
  }

  private long loads() {
    return to.stream().mapToLong(device -> device.count("loads")).sum();
  }

  /** How many bytes the drivers have loaded. */
  long bytesLoaded() {
    long sum = 0;
    for (int i = 0; i < to.size(); i++) {
      sum += loaded(i);
    }
    return sum;
  }

  /** How many chunks of initial data they have loaded. */
  long chunksLoaded() {
    return loads() - loadsBefore;
  }

  /** How often they have re-initialised. */
  long reinits() {
    return from.stream().mapToLong(MmigDevice::reinits).sum();
  }
}
