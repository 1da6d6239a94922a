package org.baton.vfio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.baton.vfio.kernel.OpenPath;
import org.baton.vfio.simulated.SimulatedDeviceSpec;

/** Reads the text that names a device on a command line or in a configuration. */
public final class DeviceSpecs {
  private static final String FORMS =
      "vfio:UUID|PCI_ADDRESS|SYSFS_PATH[,path=auto|group|cdev][,name=NAME], fd:NUMBER[,name=NAME],"
          + " sim:KEY=VALUE,…";

  private DeviceSpecs() {}

  /**
   * Reads a specification.
   *
   * <ul>
   *   <li>{@code vfio:DEVICE[,path=auto|group|cdev][,name=NAME]}: a device of this machine, by an
   *       mdev's UUID, a PCI address or a path in sysfs. Its name is its UUID or address unless
   *       given.
   *   <li>{@code fd:NUMBER[,name=NAME]}: a VFIO device fd this process was given. It is borrowed:
   *       never closed. Its name is {@code fdNUMBER} unless given.
   *   <li>{@code sim:KEY=VALUE,…}: a simulated device, see {@link SimulatedDeviceSpec#parse}.
   * </ul>
   *
   * @param text the specification
   * @throws IllegalArgumentException if it is none; the message names the bad part and the forms
   */
  public static DeviceSpec parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? text : text.substring(0, colon);
    String rest = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return switch (kind) {
        case "vfio" -> vfio(rest);
        case "fd" -> fd(rest);
        case "sim" -> SimulatedDeviceSpec.parse(rest);
        default -> throw new IllegalArgumentException("'" + kind + "' is no kind of device");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "device '" + text + "': " + e.getMessage() + "; known forms: " + FORMS, e);
    }
  }

  private static DeviceSpec vfio(String rest) {
    String[] parts = rest.split(",", -1);
    Map<String, String> options = options(parts, Set.of("path", "name"));
    String name = options.getOrDefault("name", DeviceAddress.name(parts[0]));
    OpenPath path =
        switch (options.getOrDefault("path", "auto")) {
          case "auto" -> OpenPath.AUTO;
          case "group" -> OpenPath.GROUP;
          case "cdev" -> OpenPath.CDEV;
          default ->
              throw new IllegalArgumentException(
                  "path=" + options.get("path") + " is none of auto, group and cdev");
        };
    return new KernelDeviceSpec(DeviceNames.check(name), parts[0], path);
  }

  private static DeviceSpec fd(String rest) {
    String[] parts = rest.split(",", -1);
    Map<String, String> options = options(parts, Set.of("name"));
    if (!parts[0].matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException("'" + parts[0] + "' is no number of a file descriptor");
    }
    int fd = Integer.parseInt(parts[0]);
    return new FdDeviceSpec(DeviceNames.check(options.getOrDefault("name", "fd" + fd)), fd);
  }

  private static Map<String, String> options(String[] parts, Set<String> known) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = equals < 0 ? parts[i] : parts[i].substring(0, equals);
      if (equals < 0 || !known.contains(key)) {
        throw new IllegalArgumentException("'" + parts[i] + "' is no option of it");
      }
      if (options.put(key, parts[i].substring(equals + 1)) != null) {
        throw new IllegalArgumentException(key + " is given twice");
      }
    }
    return options;
  }
}
