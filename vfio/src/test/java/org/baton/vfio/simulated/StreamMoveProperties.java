package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.MigrationFlags;
import org.baton.vfio.PrecopyInfo;
import org.baton.vfio.VfioException;

/** A whole stream, cut anyhow, makes the destination what the source was. */
class StreamMoveProperties {
  private static final int MAX_CHUNK = 200_000;

  @Property(tries = 60)
  void destinationBecomesTheSource(
      @ForAll @LongRange(max = 400_000) long initialBytes,
      @ForAll @LongRange(max = 400_000) long stopCopyBytes,
      @ForAll @LongRange(max = 5_000_000) long dirtyBytesPerSecond,
      @ForAll @IntRange(max = 3) int flags,
      @ForAll @IntRange(min = 1, max = MAX_CHUNK) int maxReadChunk,
      @ForAll @IntRange(min = 1, max = MAX_CHUNK) int maxWriteChunk,
      @ForAll long seed)
      throws VfioException {
    Random random = new Random(seed);
    VirtualTime time = new VirtualTime();
    SimulatedDeviceSpec spec =
        SimulatedDeviceSpec.builder()
            .seed(seed)
            .flags(new MigrationFlags(1 | flags << 1))
            .initialBytes(initialBytes)
            .stopCopyBytes(stopCopyBytes)
            .dirtyBytesPerSecond(dirtyBytesPerSecond)
            .reinitAtNanos(random.nextLong(20_000_000))
            .build();
    SimulatedDevice source = spec.open(time);
    SimulatedDevice destination =
        SimulatedDeviceSpec.builder().name("other").seed(~seed).build().open(time);
    destination.setState(DeviceState.RESUMING, DeviceState.ERROR);
    try (Arena arena = Arena.ofConfined()) {
      Pipe pipe =
          new Pipe(source, destination, arena.allocate(MAX_CHUNK), maxReadChunk, maxWriteChunk);
      if (source.flags().hasPrecopy()) {
        source.setState(DeviceState.PRE_COPY, DeviceState.ERROR);
        PrecopyInfo info = new PrecopyInfo();
        for (int round = 0; round < 20; round++) {
          time.advance(random.nextLong(2_000_000));
          source.precopyInfo(info);
          long before = source.bytesDelivered();
          boolean more = true;
          for (int i = 0; i < 4 && more; i++) {
            more = pipe.move(random);
          }
          long moved = source.bytesDelivered() - before;
          // Nothing is changed while virtual time stands still, so the answer was exact.
          assertThat(moved).isBetween(0L, info.initialBytes() + info.dirtyBytes());
          assertThat(more || moved == info.initialBytes() + info.dirtyBytes()).isTrue();
        }
      }
      source.setState(DeviceState.STOP_COPY, DeviceState.ERROR);
      while (pipe.move(random)) {
        assertThat(destination.bytesLoaded()).isEqualTo(source.bytesDelivered());
      }
      assertThat(pipe.lastAnswer).isEqualTo(MigratableDevice.END_OF_STREAM);
    }
    assertThat(destination.contentDigest()).isNotEqualTo(source.contentDigest());
    destination.setState(DeviceState.RUNNING, DeviceState.ERROR);
    assertThat(destination.contentDigest()).isEqualTo(source.contentDigest());
    assertThat(destination.contentFault()).isEmpty();
  }

  @Property(tries = 10)
  void segmentationDoesNotChangeTheStream(
      @ForAll @IntRange(min = 1, max = MAX_CHUNK) int chunk, @ForAll long seed)
      throws VfioException {
    String text = "initialBytes=100000,stopCopyBytes=150000,seed=" + seed;
    SimulatedDevice one = Streams.open(text);
    SimulatedDevice other = Streams.open(text);
    Streams.go(one, DeviceState.STOP_COPY);
    Streams.go(other, DeviceState.STOP_COPY);
    byte[] whole = Streams.drain(one, 1 << 20);
    assertThat(Streams.drain(other, chunk)).isEqualTo(whole);
    assertThat(whole).hasSize(100_000 + 150_016);
  }

  /** Moves chunks of random sizes from one device to the other. */
  private static final class Pipe {
    private final SimulatedDevice source;
    private final SimulatedDevice destination;
    private final MemorySegment buffer;
    private final int maxReadChunk;
    private final int maxWriteChunk;
    private int lastAnswer;

    Pipe(
        SimulatedDevice source,
        SimulatedDevice destination,
        MemorySegment buffer,
        int maxReadChunk,
        int maxWriteChunk) {
      this.source = source;
      this.destination = destination;
      this.buffer = buffer;
      this.maxReadChunk = maxReadChunk;
      this.maxWriteChunk = maxWriteChunk;
    }

    boolean move(Random random) throws VfioException {
      int offset = random.nextInt(64);
      int length = Math.min(1 + random.nextInt(maxReadChunk), MAX_CHUNK - offset);
      lastAnswer = source.read(buffer, offset, length);
      int left = lastAnswer;
      while (left > 0) {
        int taken =
            destination.write(buffer, offset, Math.min(left, 1 + random.nextInt(maxWriteChunk)));
        offset += taken;
        left -= taken;
      }
      return lastAnswer > 0;
    }
  }
}
