package org.baton.engine.telemetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.telemetry.WriterProcess.Presence;

/**
 * What a {@link CountersFile} held in one moment.
 *
 * <p>It is read with {@code read(2)} and not mapped: a file that somebody cuts short would kill
 * whoever has it mapped. The kernel copies aligned words whole.
 */
final class CountersSnapshot {
  private static final long SILENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

  /** For one that was killed in the middle of a change; any other is done in microseconds. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A key: the owner, the bytes of its name, its name. */
  static final int NAME_LENGTH_AT = 4;

  static final int NAME_AT = 8;
  private static final int LONGEST = CountersReader.MAX_KEY_LENGTH - NAME_AT + 1;

  private static final String DAMAGED = " is a damaged counters file";
  private static final String OTHER_FILE = " is no counters file of Baton";

  private final UnsafeBuffer buffer;

  private CountersSnapshot(UnsafeBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * A counter.
   *
   * @param type what is counted
   * @param owner a device's place in the table, or -1 for the migration
   * @param name the device's name
   * @param value its value
   */
  record Counter(int type, int owner, String name, long value) {}

  /**
   * Reads a file that some process writes, or wrote.
   *
   * @throws IOException if there is none, or it is something else; the message names it and says
   *     why
   */
  static CountersSnapshot read(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new IOException(path + OTHER_FILE + ": it is no regular file");
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      int length = checkedLength(path, file);
      UnsafeBuffer buffer = bytes(path, file, 0, length);
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!isWhole(path, file, buffer) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
        buffer = bytes(path, file, 0, length);
      }
      return new CountersSnapshot(buffer);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + path, e);
    } catch (AccessDeniedException e) {
      throw new IOException(path + " cannot be read: permission denied", e);
    }
  }

  private static int checkedLength(Path path, FileChannel file) throws IOException {
    long length = file.size();
    if (length < CountersHeaderDescriptor.BYTES) {
      throw new IOException(path + OTHER_FILE + ": it has only " + length + " bytes");
    }
    UnsafeBuffer header = bytes(path, file, 0, CountersHeaderDescriptor.BYTES);
    if (header.getInt(CountersHeaderDescriptor.MAGIC_AT) != CountersHeaderDescriptor.MAGIC) {
      throw new IOException(path + OTHER_FILE);
    }
    int version = header.getInt(CountersHeaderDescriptor.VERSION_AT);
    if (version != CountersHeaderDescriptor.VERSION) {
      throw new IOException(
          "%s is a counters file of version %d, and this Baton reads version %d: use the baton that wrote it"
              .formatted(path, version, CountersHeaderDescriptor.VERSION));
    }
    int metadata = header.getInt(CountersHeaderDescriptor.METADATA_AT);
    int values = header.getInt(CountersHeaderDescriptor.VALUES_AT);
    long expected = (long) CountersHeaderDescriptor.BYTES + metadata + values;
    if (metadata < 0 || values < 0 || expected > Integer.MAX_VALUE) {
      throw new IOException(path + DAMAGED);
    }
    if (length < expected) {
      throw new IOException(
          "%s is cut short: it has %d bytes of %d".formatted(path, length, expected));
    }
    return (int) expected;
  }

  private static UnsafeBuffer bytes(Path path, FileChannel file, long at, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        throw new IOException(path + " is cut short: it ended while it was read");
      }
    }
    return new UnsafeBuffer(bytes.array());
  }

  /** Whether nothing was changed while it was read. */
  private static boolean isWhole(Path path, FileChannel file, UnsafeBuffer read)
      throws IOException {
    long before = read.getLong(CountersHeaderDescriptor.CHANGES_AT);
    long after = bytes(path, file, CountersHeaderDescriptor.CHANGES_AT, Long.BYTES).getLong(0);
    return (before & 1) == 0 && before == after;
  }

  /** For one that has the header of a counters file and makes no sense. */
  static IOException damaged(Path path, RuntimeException cause) {
    return new IOException(path + DAMAGED, cause);
  }

  /**
   * Who writes it.
   *
   * @param nowMillis since the epoch
   */
  CountersWriter writer(long nowMillis) {
    long pid = buffer.getLong(CountersHeaderDescriptor.PID_AT);
    WriterProcess process =
        new WriterProcess(
            pid,
            buffer.getLong(CountersHeaderDescriptor.START_TICKS_AT),
            buffer.getLong(CountersHeaderDescriptor.PID_NAMESPACE_AT));
    long silentMillis = Math.max(0, nowMillis - buffer.getLong(CountersHeaderDescriptor.LIFE_AT));
    return new CountersWriter(pid, state(process, silentMillis), silentMillis);
  }

  private CountersWriter.State state(WriterProcess process, long silentMillis) {
    if (buffer.getInt(CountersHeaderDescriptor.ENDED_AT) != 0) {
      return CountersWriter.State.ENDED;
    }
    if (process.look() == Presence.GONE) {
      return CountersWriter.State.DEAD;
    }
    return silentMillis < SILENCE_MILLIS ? CountersWriter.State.ALIVE : CountersWriter.State.SILENT;
  }

  /** The line for people. */
  String text() {
    int length = buffer.getInt(CountersHeaderDescriptor.TEXT_LENGTH_AT);
    byte[] bytes = new byte[Math.clamp(length, 0, CountersHeaderDescriptor.MAX_TEXT_BYTES)];
    buffer.getBytes(CountersHeaderDescriptor.TEXT_AT, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * All counters, in the order in which they were made.
   *
   * @throws RuntimeException if they make no sense
   */
  List<Counter> counters() {
    int metadata = buffer.getInt(CountersHeaderDescriptor.METADATA_AT);
    int values = buffer.getInt(CountersHeaderDescriptor.VALUES_AT);
    UnsafeBuffer records = new UnsafeBuffer(buffer, CountersHeaderDescriptor.BYTES, metadata);
    CountersReader reader =
        new CountersReader(
            records, new UnsafeBuffer(buffer, CountersHeaderDescriptor.BYTES + metadata, values));
    List<Counter> found = new ArrayList<>();
    for (int id = 0; id < metadata / CountersReader.METADATA_LENGTH; id++) {
      if (reader.getCounterState(id) == CountersReader.RECORD_ALLOCATED) {
        int keyAt = CountersReader.metaDataOffset(id) + CountersReader.KEY_OFFSET;
        byte[] name = new byte[Objects.checkIndex(records.getInt(keyAt + NAME_LENGTH_AT), LONGEST)];
        records.getBytes(keyAt + NAME_AT, name);
        found.add(
            new Counter(
                reader.getCounterTypeId(id),
                records.getInt(keyAt),
                new String(name, StandardCharsets.UTF_8),
                reader.getCounterValue(id)));
      }
    }
    return found;
  }
}
