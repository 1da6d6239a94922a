package org.baton.vfio.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;

/** Regions are read and written through the device fd, whole or not at all. */
class RegionTest {
  private final FakeKernel kernel = new FakeKernel();
  private final Regions regions;

  RegionTest() throws VfioException {
    regions = KernelDevices.fromFd("nic0", kernel.handOver(), FdOwnership.OWNED, kernel).regions();
  }

  @Test
  void driverSaysWhichRegionsThereAre() throws VfioException {
    assertThat(regions.count()).isEqualTo(9);
    Region bar = regions.region(Regions.PCI_BAR0);
    assertThat(bar.index()).isZero();
    assertThat(bar.size()).isEqualTo(FakeDriver.REGION_BYTES);
    assertThat(bar.isReadable()).isTrue();
    assertThat(bar.isWritable()).isTrue();
    assertThat(bar).hasToString("region 0 of 16 bytes");
  }

  @Test
  void regionThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> regions.region(9))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("VFIO_DEVICE_GET_REGION_INFO of region 9 failed: EINVAL");
  }

  @Test
  void registersKeepWhatIsWritten() throws VfioException {
    Region bar = regions.region(Regions.PCI_BAR0);
    bar.writeByte(7, 0x1a5);
    assertThat(bar.readByte(7)).isEqualTo(0xa5);
    assertThat(kernel.driver.region[7]).isEqualTo((byte) 0xa5);
    bar.writeInt(8, 0xcafe_f00d);
    assertThat(bar.readInt(8)).isEqualTo(0xcafe_f00d);
    assertThat(bar.readByte(6)).isZero();
  }

  @Test
  void shortAccessesAreContinued() throws VfioException {
    kernel.driver.regionChunk = 3;
    Region bar = regions.region(Regions.PCI_BAR0);
    MemorySegment bytes = Arena.ofAuto().allocate(10);
    for (int i = 0; i < 10; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (i + 1));
    }
    bar.write(4, bytes);
    MemorySegment back = Arena.ofAuto().allocate(10);
    bar.read(4, back);
    assertThat(back.mismatch(bytes)).isEqualTo(-1);
    assertThat(kernel.driver.region[3]).isZero();
    assertThat(kernel.driver.region[14]).isZero();
  }

  @Test
  void accessBeyondTheEndNeverReachesTheDriver() throws VfioException {
    Region bar = regions.region(Regions.PCI_BAR0);
    kernel.log.clear();
    assertThatThrownBy(() -> bar.readInt(13)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bar.writeByte(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(kernel.log).isEmpty();
  }

  @Test
  void refusalNamesRegionAndOffset() throws VfioException {
    Region bar = regions.region(Regions.PCI_CONFIG);
    kernel.fail("pread", Linux.EIO());
    assertThatThrownBy(() -> bar.readByte(5))
        .isInstanceOf(VfioException.class)
        .hasMessage("device nic0: read at offset 5 of region 7 failed: EIO (Input/output error)");
    kernel.driver.regionChunk = 0;
    assertThatThrownBy(() -> bar.writeInt(4, 1))
        .isInstanceOf(VfioException.class)
        .hasMessageContaining("write at offset 4 of region 7 stopped short");
  }
}
