package org.baton.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.baton.vfio.DeviceSpec;
import picocli.CommandLine.Option;

/** Which devices take part. */
final class DeviceOptions {
  @Option(
      names = "--device",
      order = -9,
      paramLabel = "SPEC",
      required = true,
      converter = DeviceSpecConverter.class,
      description = {
        "A device; once for each. Both sides pair them by name.",
        "vfio:DEVICE[,path=auto|group|cdev][,name=NAME]: by PCI address, UUID or sysfs path.",
        "fd:NUMBER[,name=NAME]: a VFIO device fd that this process inherited.",
        "sim:KEY=VALUE,...: a simulated one; its keys are in docs/simulated-device.md."
      })
  private final List<DeviceSpec> specs = new ArrayList<>();

  /**
   * The devices as given.
   *
   * @throws Refusal if two have one name
   */
  List<DeviceSpec> specs() throws Refusal {
    checkNames(specs);
    return List.copyOf(specs);
  }

  /**
   * Checks that every device has a name of its own.
   *
   * @throws Refusal if two have one name
   */
  static void checkNames(List<DeviceSpec> specs) throws Refusal {
    Set<String> names = new HashSet<>();
    for (DeviceSpec spec : specs) {
      if (!names.add(spec.name())) {
        throw Refusal.usage(
            "two devices are named '" + spec.name() + "': tell them apart with name=");
      }
    }
  }
}
