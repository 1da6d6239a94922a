package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;

/** No damaged stream is ever accepted. */
class StreamDamageProperties {
  /** Three records of initial data, three of core, and the ends. */
  private static final String SPEC = "name=d,initialBytes=150000,stopCopyBytes=160000";

  private static final byte[] STREAM = stream(SPEC);
  private static final int SIZE = 310_016;

  /** Between these two, streams of two devices differ in what follows. */
  private static final int SEED_ENDS = 24;

  private static final int DIGEST_BEGINS = SIZE - 24;

  @Example
  void everyFlippedByteOfASmallStreamIsFound() throws VfioException {
    byte[] small = stream(Streams.SMALL);
    assertThat(small).hasSize(224 + 320);
    for (int at = 0; at < small.length; at++) {
      byte[] damaged = small.clone();
      damaged[at] ^= 1;
      assertThat(refusal(damaged, 97)).isIn(Linux.EINVAL(), Linux.EFAULT());
    }
  }

  @Example
  void everyLostByteOfASmallStreamIsFound() throws VfioException {
    byte[] small = stream(Streams.SMALL);
    for (int at = 0; at < small.length; at++) {
      byte[] damaged = splice(small, at, at + 1, new byte[0]);
      assertThat(refusal(damaged, 97)).isIn(Linux.EINVAL(), Linux.EFAULT());
    }
  }

  @Property(tries = 200)
  void flippedBitsAreFound(
      @ForAll @IntRange(max = SIZE - 1) int at, @ForAll @IntRange(max = 7) int bit)
      throws VfioException {
    byte[] damaged = STREAM.clone();
    damaged[at] ^= (byte) (1 << bit);
    assertThat(refusal(damaged, 50_000)).isIn(Linux.EINVAL(), Linux.EFAULT());
  }

  @Property(tries = 200)
  void lostBytesAreFound(
      @ForAll @IntRange(max = SIZE - 1) int at, @ForAll @IntRange(min = 1, max = SIZE) int length)
      throws VfioException {
    byte[] damaged = splice(STREAM, at, Math.min(SIZE, at + length), new byte[0]);
    assertThat(refusal(damaged, 50_000)).isIn(Linux.EINVAL(), Linux.EFAULT());
  }

  @Property(tries = 200)
  void doubledBytesAreFound(
      @ForAll @IntRange(max = SIZE - 1) int at, @ForAll @IntRange(min = 1, max = SIZE) int length)
      throws VfioException {
    byte[] twice = java.util.Arrays.copyOfRange(STREAM, at, Math.min(SIZE, at + length));
    byte[] damaged = splice(STREAM, at, at, twice);
    assertThat(refusal(damaged, 50_000)).isIn(Linux.EINVAL(), Linux.EFAULT());
  }

  @Property(tries = 200)
  void swappedChunksAreFound(
      @ForAll @IntRange(min = 16, max = 100_000) int chunk, @ForAll @IntRange(max = 20_000) int n)
      throws VfioException {
    int chunks = SIZE / chunk;
    int at = n % (chunks - 1) * chunk;
    byte[] second = java.util.Arrays.copyOfRange(STREAM, at + chunk, at + 2 * chunk);
    byte[] damaged = STREAM.clone();
    System.arraycopy(STREAM, at, damaged, at + chunk, chunk);
    System.arraycopy(second, 0, damaged, at, chunk);
    assertThat(refusal(damaged, chunk)).isIn(Linux.EINVAL(), Linux.EFAULT());
  }

  @Property(tries = 50)
  void recordsOfAnotherDeviceAreFound(
      @ForAll @IntRange(min = SEED_ENDS, max = DIGEST_BEGINS) int at) throws VfioException {
    byte[] other = stream("name=e,initialBytes=150000,stopCopyBytes=160000");
    byte[] damaged = STREAM.clone();
    System.arraycopy(other, at, damaged, at, SIZE - at);
    assertThat(refusal(damaged, 50_000)).isIn(Linux.EINVAL(), Linux.EFAULT());
  }

  @Example
  void bytesAfterTheEndAreRefused() throws VfioException {
    byte[] damaged = splice(STREAM, SIZE, SIZE, new byte[1]);
    assertThat(refusal(damaged, 50_000)).isEqualTo(Linux.EINVAL());
  }

  @Example
  void damageIsSaidWithItsPlace() throws VfioException {
    SimulatedDevice device = Streams.open("name=dst");
    Streams.go(device, DeviceState.RESUMING);
    byte[] damaged = STREAM.clone();
    damaged[1000] = (byte) ~damaged[1000];
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> Streams.load(device, damaged, 100))
        .withMessageContaining("device dst: write of the migration data in state RESUMING failed")
        .withMessageContaining("EINVAL")
        .withMessageContaining("wrong content at byte 1000 of the stream");
    assertThat(device.contentFault()).contains("byte 1000");
    assertThat(device.bytesLoaded()).isEqualTo(1000);
  }

  @Example
  void shortStreamKeepsTheDeviceResumingUntilReset() throws VfioException {
    SimulatedDevice device = Streams.open("name=dst");
    Streams.go(device, DeviceState.RESUMING);
    Streams.load(device, java.util.Arrays.copyOf(STREAM, 5000), 100);
    assertThatExceptionOfType(VfioException.class)
        .isThrownBy(() -> device.setState(DeviceState.RUNNING, DeviceState.RESUMING))
        .withMessageContaining("the stream is short: it stops at byte 5000")
        .withMessageContaining("the device is in RESUMING now");
    Streams.load(device, java.util.Arrays.copyOfRange(STREAM, 5000, SIZE), 100);
    Streams.go(device, DeviceState.RUNNING);
  }

  /**
   * The errno with which a device refuses a stream, in a write or on leaving RESUMING; 0 if not.
   */
  private static int refusal(byte[] stream, int chunk) throws VfioException {
    SimulatedDevice device = Streams.open("name=dst");
    try {
      device.setState(DeviceState.RESUMING, DeviceState.ERROR);
      Streams.load(device, stream, chunk);
      device.setState(DeviceState.STOP, DeviceState.ERROR);
      return 0;
    } catch (VfioException e) {
      assertThat(device.contentFault()).isNotEmpty();
      return e.errno();
    }
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(bytes, 0, from);
    result.writeBytes(between);
    result.write(bytes, to, bytes.length - to);
    return result.toByteArray();
  }

  private static byte[] stream(String spec) {
    try {
      return Streams.stopCopy(Streams.open(spec));
    } catch (VfioException e) {
      throw new AssertionError(e);
    }
  }
}
