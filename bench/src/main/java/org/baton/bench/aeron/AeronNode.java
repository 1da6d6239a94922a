package org.baton.bench.aeron;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.IoUtil;
import org.agrona.concurrent.IdleStrategy;
import org.baton.bench.side.SideArguments;
import org.jspecify.annotations.Nullable;

/**
 * This process's client of Aeron, and its media driver if it has one of its own.
 *
 * <p>One thread of the driver does all its work. A thread each for conductor, sender and receiver
 * moved the same with datagrams, for an eighth more processor time, and less through shared memory:
 * measured on two processors, which the two processes that move the bytes keep busy already.
 * Windows of 512 KiB were slower than those of 2 MiB.
 *
 * <p>Log buffers are written once before anything is measured. A driver's directory is where shared
 * memory is, and is gone when the process ends, however it ends.
 */
final class AeronNode implements AutoCloseable {
  /** The largest datagram that the driver sends; more than that the loopback does not take. */
  static final int MTU = 65_504;

  private static final int TERM_BYTES = 16 << 20;
  private static final int WINDOW_BYTES = 2 << 20;
  private static final Path RECEIVE_LIMIT = Path.of("/proc/sys/net/core/rmem_max");
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Path directory;
  private final @Nullable MediaDriver driver;
  private final Aeron aeron;

  private AeronNode(Path directory, @Nullable SideArguments own) throws IOException {
    this.directory = directory;
    if (own == null) {
      driver = null;
    } else {
      Runtime.getRuntime().addShutdownHook(new Thread(this::delete));
      driver = MediaDriver.launch(driver(own));
    }
    aeron =
        Aeron.connect(
            new Aeron.Context()
                .aeronDirectoryName(directory.toString())
                .errorHandler(this::fail)
                .idleStrategy(idle()));
  }

  /** Starts a driver, too. */
  static AeronNode withDriver(SideArguments arguments) throws IOException {
    Path directory =
        Files.isWritable(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, "baton-bench-aeron")
            : Files.createTempDirectory("baton-bench-aeron");
    return new AeronNode(directory, arguments);
  }

  /** Uses the driver of another process. */
  static AeronNode at(Path directory) throws IOException {
    return new AeronNode(directory, null);
  }

  private MediaDriver.Context driver(SideArguments arguments) throws IOException {
    int term = arguments.option("term-bytes", TERM_BYTES);
    int window = arguments.option("window-bytes", WINDOW_BYTES);
    // The kernel gives this file in one read, so it is read by lines.
    int received = Math.min(window, Integer.parseInt(Files.readAllLines(RECEIVE_LIMIT).getFirst()));
    return new MediaDriver.Context()
        .aeronDirectoryName(directory.toString())
        .dirDeleteOnStart(true)
        .dirDeleteOnShutdown(true)
        .threadingMode(ThreadingMode.valueOf(arguments.option("threading", "SHARED")))
        .sharedIdleStrategy(idle())
        .sharedNetworkIdleStrategy(idle())
        .conductorIdleStrategy(idle())
        .senderIdleStrategy(idle())
        .receiverIdleStrategy(idle())
        .asyncExecutorIdleStrategy(idle())
        .errorHandler(this::fail)
        .termBufferSparseFile(false)
        .performStorageChecks(false)
        .mtuLength(MTU)
        .ipcMtuLength(MTU)
        .publicationTermBufferLength(term)
        .ipcTermBufferLength(term)
        .publicationTermWindowLength(window)
        .ipcPublicationTermWindowLength(window)
        .initialWindowLength(received)
        .socketRcvbufLength(received)
        .socketSndbufLength(received);
  }

  Aeron aeron() {
    return aeron;
  }

  /** Where the driver's files are. */
  Path directory() {
    return directory;
  }

  /** For one more thread. */
  IdleStrategy idle() {
    return new AeronIdle(working);
  }

  /** A round begins. */
  void work() {
    working.set(true);
  }

  /** A round is over. */
  void rest() {
    working.set(false);
  }

  /** Something has gone wrong, on whatever thread. */
  void fail(Throwable cause) {
    failure.compareAndSet(null, cause);
  }

  /**
   * Passes on what has gone wrong.
   *
   * @throws IOException if something has
   */
  void check() throws IOException {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IOException("Aeron has failed", cause);
    }
  }

  /**
   * Waits.
   *
   * @param what for an error message
   * @throws IOException if it takes too long
   */
  void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      check();
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IOException("waiting for " + what + " has taken too long");
      }
      Thread.sleep(1);
    }
  }

  private void delete() {
    IoUtil.delete(directory.toFile(), true);
  }

  @Override
  public void close() {
    aeron.close();
    if (driver != null) {
      driver.close();
    }
  }
}
