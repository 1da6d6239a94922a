package org.baton.engine.telemetry;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;
import org.baton.engine.report.CountersWriter;

/**
 * Counters in a mapped file, so that another process can watch a migration without asking it. The
 * layout is {@link CountersHeaderDescriptor}'s. The file appears at its place when it is complete,
 * and stays when the migration has ended.
 *
 * <p><b>Threading:</b> one thread makes and writes it; any may read it, in any process: see {@link
 * CountersSnapshot}.
 */
final class CountersFile implements AutoCloseable {
  private static final int LINE_BYTES = 64;
  private static final int BLOCK_BYTES = 64 << 10;

  private final Path path;
  private final Path temporary;
  private final Arena arena;
  private final UnsafeBuffer buffer;
  private final CountersManager counters;
  private long changes;
  private String text = "";

  private CountersFile(Path path, Path temporary, Arena arena, UnsafeBuffer buffer, int metadata) {
    this.path = path;
    this.temporary = temporary;
    this.arena = arena;
    this.buffer = buffer;
    int valuesAt = CountersHeaderDescriptor.BYTES + metadata;
    this.counters =
        new CountersManager(
            new UnsafeBuffer(buffer, CountersHeaderDescriptor.BYTES, metadata),
            new UnsafeBuffer(buffer, valuesAt, buffer.capacity() - valuesAt));
  }

  /**
   * Checks that a file can be made at this place.
   *
   * @throws IOException if not, or if a living process keeps the counters of a migration there
   */
  static void check(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // To be replaced by a file would do a device or a directory no good.
      throw new IOException(path + " is there, and no regular file");
    }
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw new IOException(directory + " is no directory that can be written");
    }
    CountersWriter writer;
    try {
      writer = CountersSnapshot.read(path).writer(System.currentTimeMillis());
    } catch (IOException e) {
      return; // Whatever it is, it has no writer that would miss it.
    }
    if (writer.state() == CountersWriter.State.ALIVE) {
      throw new IOException(
          "process %d is writing the counters of its migration to %s; name another file"
              .formatted(writer.pid(), path));
    }
  }

  /**
   * Makes a file beside its place, where {@link #show} moves it.
   *
   * @param count how many counters it has room for
   * @throws IOException if it cannot be written, or {@link #check} refuses
   */
  @SuppressWarnings("MustBeClosedChecker") // The arena is the file's, and close() closes it.
  static CountersFile create(Path path, int count) throws IOException {
    check(path);
    int metadata = BitUtil.align(count * CountersReader.METADATA_LENGTH, LINE_BYTES);
    int values = BitUtil.align(count * CountersReader.COUNTER_LENGTH, LINE_BYTES);
    WriterProcess process = WriterProcess.current();
    Path temporary =
        path.resolveSibling(
            ".%s.%d-%d".formatted(path.getFileName(), process.pid(), System.nanoTime()));
    Arena arena = Arena.ofShared();
    try (FileChannel file =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      long length = (long) CountersHeaderDescriptor.BYTES + metadata + values;
      fill(file, length);
      MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, length, arena);
      UnsafeBuffer buffer = new UnsafeBuffer(memory.asByteBuffer());
      buffer.putInt(CountersHeaderDescriptor.MAGIC_AT, CountersHeaderDescriptor.MAGIC);
      buffer.putInt(CountersHeaderDescriptor.VERSION_AT, CountersHeaderDescriptor.VERSION);
      buffer.putInt(CountersHeaderDescriptor.METADATA_AT, metadata);
      buffer.putInt(CountersHeaderDescriptor.VALUES_AT, values);
      buffer.putLong(CountersHeaderDescriptor.PID_AT, process.pid());
      buffer.putLong(CountersHeaderDescriptor.START_TICKS_AT, process.startTicks());
      buffer.putLong(CountersHeaderDescriptor.PID_NAMESPACE_AT, process.pidNamespace());
      return new CountersFile(path, temporary, arena, buffer, metadata);
    } catch (IOException | RuntimeException e) {
      arena.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** A disk that is full must refuse now, and not kill whoever counts later. */
  private static void fill(FileChannel file, long length) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate(BLOCK_BYTES);
    for (long at = 0; at < length; at += zeros.limit()) {
      zeros.clear().limit((int) Math.min(BLOCK_BYTES, length - at));
      while (zeros.hasRemaining()) {
        file.write(zeros, at + zeros.position());
      }
    }
  }

  /**
   * Adds a counter at 0.
   *
   * @param type what is counted
   * @param owner a device's place in the table, or -1 for the migration
   * @param name the device's name, at most 64 bytes of UTF-8; empty for the migration
   * @param label for people
   */
  AtomicCounter add(int type, int owner, String name, String label) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return counters.newCounter(
        label,
        type,
        key -> {
          key.putInt(0, owner);
          key.putInt(CountersSnapshot.NAME_LENGTH_AT, bytes.length);
          key.putBytes(CountersSnapshot.NAME_AT, bytes);
        });
  }

  /**
   * Moves the file to its place, over one of an earlier migration. Whoever has that one open keeps
   * it.
   *
   * @throws IOException if that is not possible
   */
  void show() throws IOException {
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Changes counters so that a reader sees all of it or nothing, and gives a sign of life.
   *
   * @param nowMillis since the epoch
   * @param newText a line for people; what is too long is cut
   * @param change sets counters
   */
  void update(long nowMillis, String newText, Runnable change) {
    buffer.putLongVolatile(CountersHeaderDescriptor.CHANGES_AT, ++changes);
    change.run();
    if (!newText.equals(text)) {
      text = newText;
      byte[] bytes = newText.getBytes(StandardCharsets.UTF_8);
      int length = Math.min(bytes.length, CountersHeaderDescriptor.MAX_TEXT_BYTES);
      buffer.putInt(CountersHeaderDescriptor.TEXT_LENGTH_AT, length);
      buffer.putBytes(CountersHeaderDescriptor.TEXT_AT, bytes, 0, length);
    }
    buffer.putLong(CountersHeaderDescriptor.LIFE_AT, nowMillis);
    buffer.putLongVolatile(CountersHeaderDescriptor.CHANGES_AT, ++changes);
  }

  /** Forgets a file that was not shown. */
  void discard() throws IOException {
    arena.close();
    Files.deleteIfExists(temporary);
  }

  /** Says that nothing will change any more, and unmaps the file, which stays. */
  @Override
  public void close() {
    buffer.putIntVolatile(CountersHeaderDescriptor.ENDED_AT, 1);
    arena.close();
  }
}
