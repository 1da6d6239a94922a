package org.baton.vfio;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a user names a device of this machine: by UUID, by PCI address, by its path in sysfs. */
final class DeviceAddress {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern PCI =
      Pattern.compile("(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}:[01][0-9a-f]\\.[0-7])");

  private DeviceAddress() {}

  /**
   * The device's directory in sysfs, as the text has it: not resolved, not looked for.
   *
   * @throws IllegalArgumentException if the text is none of the three
   */
  static Path sysfs(String text) {
    if (text.startsWith("/")) {
      return Path.of(text);
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (UUID.matcher(lower).matches()) {
      return Path.of("/sys/bus/mdev/devices", lower);
    }
    Matcher pci = PCI.matcher(lower);
    if (pci.matches()) {
      String domain = pci.group(1) == null ? "0000" : pci.group(1);
      return Path.of("/sys/bus/pci/devices", domain + ":" + pci.group(2));
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is no device: give an mdev's UUID, a PCI address such as 0000:3b:00.2, or an"
            + " absolute path in sysfs");
  }

  /** The last part of the device's path: its UUID or PCI address. */
  static String name(String text) {
    Path last = sysfs(text).getFileName();
    return last == null ? "" : last.toString();
  }
}
