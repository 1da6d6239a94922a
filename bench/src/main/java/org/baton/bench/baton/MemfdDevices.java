package org.baton.bench.baton;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.baton.bench.side.Role;
import org.baton.bench.side.SideArguments;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;

/** The devices of one round: the content in equal parts. */
final class MemfdDevices implements AutoCloseable {
  private final List<MemfdDevice> devices = new ArrayList<>();

  /**
   * Opens them.
   *
   * @param bytes all devices together
   * @param entered hears of each state that a device has come to
   */
  MemfdDevices(SideArguments arguments, long bytes, Consumer<DeviceState> entered) {
    int count = arguments.option("devices", 1);
    int flags = arguments.role() == Role.SOURCE ? Linux.O_RDONLY() : Linux.O_WRONLY();
    int slow = arguments.option("slow-device", -1);
    long part = bytes / count;
    for (int i = 0; i < count; i++) {
      long begin = i * part;
      devices.add(
          new MemfdDevice(
              "mem" + i,
              arguments.file(),
              begin,
              i == count - 1 ? bytes - begin : part,
              arguments.option("passes", 1),
              flags,
              ReinitSchedule.of(arguments),
              new Throttle(i == slow ? arguments.option("slow-bytes-per-second", 0) : 0),
              entered));
    }
  }

  List<MemfdDevice> all() {
    return devices;
  }

  @Override
  public void close() {
    devices.forEach(MemfdDevice::close);
  }
}
