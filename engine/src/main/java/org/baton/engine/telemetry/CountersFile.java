package org.baton.engine.telemetry;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.baton.engine.report.CounterValue;

/**
 * Counters in a mapped file, so that another process can watch a migration without asking it.
 *
 * <pre>
 *   0        4         8                12             16              64
 *   +--------+---------+----------------+--------------+---------------+----------------+---------+
 *   | "BTNC" | version | metadata bytes | values bytes |    reserved   |    metadata    | values  |
 *   +--------+---------+----------------+--------------+---------------+----------------+---------+
 * </pre>
 *
 * <p>Metadata and values are laid out as Agrona's {@link CountersReader} says. The file stays when
 * the migration has ended.
 *
 * <p><b>Threading:</b> counters are made by one thread; each is written by one thread and read by
 * any, in any process.
 */
public final class CountersFile implements AutoCloseable {
  private static final int MAGIC = 0x434e5442;
  private static final int VERSION = 1;
  private static final int VERSION_AT = 4;
  private static final int METADATA_AT = 8;
  private static final int VALUES_AT = 12;
  private static final int HEADER_BYTES = 64;

  private final Arena arena;
  private final CountersManager counters;

  private CountersFile(Arena arena, CountersManager counters) {
    this.arena = arena;
    this.counters = counters;
  }

  /**
   * Makes a file, in place of one that is there.
   *
   * @param count how many counters it has room for
   * @throws IOException if it cannot be written
   */
  @SuppressWarnings("MustBeClosedChecker") // The arena is the file's, and close() closes it.
  public static CountersFile create(Path path, int count) throws IOException {
    int metadata = BitUtil.align(count * CountersReader.METADATA_LENGTH, HEADER_BYTES);
    int values = BitUtil.align(count * CountersReader.COUNTER_LENGTH, HEADER_BYTES);
    Arena arena = Arena.ofShared();
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      long length = (long) HEADER_BYTES + metadata + values;
      MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
      UnsafeBuffer buffer = new UnsafeBuffer(memory.asByteBuffer());
      buffer.putInt(VERSION_AT, VERSION);
      buffer.putInt(METADATA_AT, metadata);
      buffer.putInt(VALUES_AT, values);
      CountersManager counters =
          new CountersManager(
              new UnsafeBuffer(buffer, HEADER_BYTES, metadata),
              new UnsafeBuffer(buffer, HEADER_BYTES + metadata, values));
      // Last: who finds the magic finds the rest.
      buffer.putIntOrdered(0, MAGIC);
      return new CountersFile(arena, counters);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Adds a counter at 0. */
  public AtomicCounter add(String label) {
    return counters.newCounter(label);
  }

  /**
   * Reads a file that some process writes.
   *
   * @throws IOException if there is none, or it is something else
   */
  public static List<CounterValue> read(Path path) throws IOException {
    try (Arena arena = Arena.ofConfined();
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long length = file.size();
      if (length < HEADER_BYTES) {
        throw new IOException(path + " is no counters file: it has " + length + " bytes");
      }
      MemorySegment memory = file.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
      UnsafeBuffer buffer = new UnsafeBuffer(memory.asByteBuffer());
      boolean complete = buffer.getIntVolatile(0) == MAGIC;
      int metadata = buffer.getInt(METADATA_AT);
      int values = buffer.getInt(VALUES_AT);
      if (!complete
          || buffer.getInt(VERSION_AT) != VERSION
          || metadata < 0
          || values < 0
          || (long) HEADER_BYTES + metadata + values != length) {
        throw new IOException(path + " is no counters file of this version of Baton");
      }
      return read(
          new CountersReader(
              new UnsafeBuffer(buffer, HEADER_BYTES, metadata),
              new UnsafeBuffer(buffer, HEADER_BYTES + metadata, values)));
    }
  }

  /** Reads one after the other, in the order in which they were added. */
  public static List<CounterValue> read(CountersReader counters) {
    List<CounterValue> found = new ArrayList<>();
    counters.forEach((value, id, label) -> found.add(new CounterValue(label, value)));
    return found;
  }

  /** Unmaps the file, which stays. No counter may be used any more. */
  @Override
  public void close() {
    arena.close();
  }
}
