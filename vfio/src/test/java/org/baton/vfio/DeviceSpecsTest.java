package org.baton.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text that names a device. */
class DeviceSpecsTest {
  private static final String UUID = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vfio:0000:3b:00.2                               | 0000:3b:00.2 | 0000:3b:00.2 | AUTO
          vfio:3B:00.2                                    | 0000:3b:00.2 | 3B:00.2      | AUTO
          vfio:3b:00.2,path=group                         | 0000:3b:00.2 | 3b:00.2      | GROUP
          vfio:3b:00.2,name=nic0,path=cdev                | nic0         | 3b:00.2      | CDEV
          vfio:3b:00.2,path=auto,name=a=b                 | a=b          | 3b:00.2      | AUTO
          vfio:/sys/bus/pci/devices/0000:3b:00.2          | 0000:3b:00.2 | /sys/bus/pci/devices/0000:3b:00.2 | AUTO
          """)
  void deviceOfThisMachine(String text, String name, String device, OpenPath path) {
    assertThat(DeviceSpecs.parse(text)).isEqualTo(new KernelDeviceSpec(name, device, path));
  }

  @Test
  void mdevIsNamedByItsUuid() {
    assertThat(DeviceSpecs.parse("vfio:" + UUID).name()).isEqualTo(UUID);
    assertThat(DeviceSpecs.parse("vfio:/sys/bus/mdev/devices/" + UUID).name()).isEqualTo(UUID);
    assertThat(DeviceSpecs.parse("vfio:" + UUID + ",name=Gerät").name()).isEqualTo("Gerät");
  }

  @Test
  void fdIsNamedByItsNumber() {
    assertThat(DeviceSpecs.parse("fd:7")).isEqualTo(new FdDeviceSpec("fd7", 7));
    assertThat(DeviceSpecs.parse("fd:7,name=nic0")).isEqualTo(new FdDeviceSpec("nic0", 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | '' is no kind of device
          usb:1-1                     | 'usb' is no kind of device
          vfio                        | '' is no device
          vfio:                       | '' is no device
          vfio:eth0                   | 'eth0' is no device
          vfio:3b:00.9                | '3b:00.9' is no device
          vfio:3b:00.2,path=fast      | path=fast is none of auto, group and cdev
          vfio:3b:00.2,path=          | path= is none of auto, group and cdev
          vfio:3b:00.2,cdev           | 'cdev' is no option
          vfio:3b:00.2,               | '' is no option
          vfio:3b:00.2,colour=red     | 'colour=red' is no option
          vfio:3b:00.2,name=a,name=b  | name is given twice
          vfio:3b:00.2,name=          | device name '' is not 1 to 64 bytes
          vfio:/                      | device name '' is not 1 to 64 bytes
          fd:                         | '' is no number of a file descriptor
          fd:-1                       | '-1' is no number of a file descriptor
          fd:3,path=cdev              | 'path=cdev' is no option
          """)
  void badPartIsNamedAndTheFormsListed(String text, String bad) {
    assertThatThrownBy(() -> DeviceSpecs.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("device '" + text + "': ")
        .hasMessageContaining(bad)
        .hasMessageContaining("known forms: vfio:UUID|PCI_ADDRESS|SYSFS_PATH");
  }

  @Test
  void namesAreCountedInBytes() {
    assertThat(DeviceNames.check("é".repeat(32))).hasSize(32);
    assertThatThrownBy(() -> DeviceNames.check("é".repeat(33)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 64 bytes of UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "tab\t", "\ud800", "\u0085"})
  void namesThatWouldBreakAMessageAreRefused(String name) {
    assertThatThrownBy(() -> DeviceNames.check(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void specificationOfADeviceThatIsNotThereFailsWhenItIsOpened() {
    DeviceSpec spec = DeviceSpecs.parse("vfio:" + UUID);
    assertThatThrownBy(spec::open)
        .isInstanceOf(VfioException.class)
        .hasMessageContaining(UUID + " does not exist");
    DeviceSpec fd = DeviceSpecs.parse("fd:999999");
    assertThatThrownBy(fd::open)
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("device fd999999: ")
        .hasMessageContaining("EBADF");
  }
}
