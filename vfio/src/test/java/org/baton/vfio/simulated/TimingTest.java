package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a driver takes its time for, in virtual time, to the nanosecond. */
class TimingTest {
  private static final long MILLI = 1_000_000;

  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 65_536, 1 << 20})
  void readingTakesAsLongHoweverItIsCut(int chunk) throws VfioException {
    SimulatedDevice device = open("initialBytes=100K,stopCopyBytes=100K,saveBytesPerSecond=300000");
    Streams.go(device, DeviceState.STOP_COPY);
    Streams.drain(device, chunk);
    assertThat(time.nanoTime()).isEqualTo(204_800L * 1_000_000_000 / 300_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 1000, 1 << 20})
  void loadingTakesAsLongHoweverItIsCut(int chunk) throws VfioException {
    byte[] stream = Streams.stopCopy(open("initialBytes=100K,stopCopyBytes=100K"));
    SimulatedDevice device = open("loadBytesPerSecond=1000000,initialLoadTime=15ms");
    Streams.go(device, DeviceState.RESUMING);
    Streams.load(device, stream, chunk);
    assertThat(time.nanoTime()).isEqualTo(204_800_000L + 15 * MILLI);
  }

  @Test
  void timeTheCallerSpendsIsNotSavedUp() throws VfioException {
    SimulatedDevice device = open("saveBytesPerSecond=1000000");
    Streams.go(device, DeviceState.STOP_COPY);
    Streams.read(device, 1000);
    time.advance(100 * MILLI);
    long began = time.nanoTime();
    Streams.read(device, 1000);
    assertThat(time.nanoTime() - began).isEqualTo(MILLI);
  }

  @Test
  void sleepThatLastsTooLongIsMadeGood() throws VfioException {
    Oversleeper oversleeper = new Oversleeper(70_000);
    SimulatedDevice device =
        SimulatedDeviceSpec.parse("saveBytesPerSecond=10000000").open(oversleeper);
    Streams.go(device, DeviceState.STOP_COPY);
    for (int i = 0; i < 1000; i++) {
      Streams.read(device, 1000);
    }
    assertThat(oversleeper.nanoTime()).isBetween(100 * MILLI, 100 * MILLI + 70_000);
  }

  @Test
  void everyChunkOfInitialDataIsLoadedWhenItIsComplete() throws VfioException {
    SimulatedDevice source = open("initialBytes=100K,stopCopyBytes=64K");
    SimulatedDevice destination = open("initialLoadTime=20ms");
    Streams.go(source, DeviceState.PRE_COPY);
    Streams.go(destination, DeviceState.RESUMING);
    byte[] first = Streams.drain(source, 65_536);
    Streams.load(destination, java.util.Arrays.copyOf(first, first.length - 1), 999);
    assertThat(time.nanoTime()).isZero();
    Streams.load(destination, new byte[] {first[first.length - 1]}, 1);
    assertThat(time.nanoTime()).isEqualTo(20 * MILLI);
    source.requestReinit();
    assertThat(Streams.info(source).reinit()).isTrue();
    Streams.load(destination, Streams.drain(source, 65_536), 65_536);
    assertThat(time.nanoTime()).isEqualTo(40 * MILLI);
    Streams.load(destination, Streams.stopCopy(source), 65_536);
    assertThat(time.nanoTime()).isEqualTo(40 * MILLI);
    Streams.go(destination, DeviceState.RUNNING);
  }

  @Test
  void initialDataThatWasNotReadInTimeIsLoadedInTheStopPhase() throws VfioException {
    SimulatedDevice source = open("initialBytes=100K,stopCopyBytes=64K");
    SimulatedDevice destination = open("initialLoadTime=20ms");
    Streams.go(source, DeviceState.PRE_COPY);
    Streams.go(destination, DeviceState.RESUMING);
    Streams.load(destination, Streams.drain(source, 65_536), 65_536);
    source.requestReinit();
    Streams.load(destination, Streams.stopCopy(source), 65_536);
    assertThat(time.nanoTime()).isEqualTo(40 * MILLI);
  }

  @Test
  void arcsTakeTheirOwnTimeOrThatOfAll() throws VfioException {
    SimulatedDevice device =
        open("transitionTime=2ms+PRE_COPY_P2P-STOP_COPY:30ms+RUNNING-PRE_COPY:0");
    Streams.go(device, DeviceState.PRE_COPY);
    assertThat(time.nanoTime()).isZero();
    Streams.go(device, DeviceState.STOP_COPY);
    assertThat(time.nanoTime()).isEqualTo(32 * MILLI);
    Streams.go(device, DeviceState.RUNNING);
    assertThat(time.nanoTime()).isEqualTo(38 * MILLI);
  }

  @Test
  void askingForPrecopyInfoTakesTime() throws VfioException {
    SimulatedDevice device = open("precopyInfoTime=3ms,dirtyBytesPerSecond=64000");
    Streams.go(device, DeviceState.PRE_COPY);
    assertThat(Streams.info(device).dirtyBytes()).isEqualTo(192);
    assertThat(time.nanoTime()).isEqualTo(3 * MILLI);
  }

  @Test
  void virtualTimeGoesForwardOnly() {
    time.sleep(-5);
    assertThat(time.nanoTime()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> time.advance(-1))
        .withMessage("time does not go back: -1 ns");
  }

  @Test
  void realTimeSleepsAtLeastAsLongAsAsked() {
    SimulatedTime real = SimulatedTime.real();
    long began = real.nanoTime();
    real.sleep(300_000);
    assertThat(real.nanoTime() - began).isGreaterThanOrEqualTo(300_000);
  }

  @Test
  void interruptEndsARealSleepAndStaysSet() {
    Thread.currentThread().interrupt();
    SimulatedTime.real().sleep(Long.MAX_VALUE);
    assertThat(Thread.interrupted()).isTrue();
  }

  private SimulatedDevice open(String keysAndValues) throws VfioException {
    return SimulatedDeviceSpec.parse(keysAndValues).open(time);
  }

  /** Sleeps longer than asked, as an operating system does. */
  private static final class Oversleeper implements SimulatedTime {
    private final long extraNanos;
    private long nanos;

    Oversleeper(long extraNanos) {
      this.extraNanos = extraNanos;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    @Override
    public void sleep(long nanos) {
      if (nanos > 0) {
        this.nanos += nanos + extraNanos;
      }
    }
  }
}
