package org.baton.engine;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.baton.engine.control.Timeouts;
import org.baton.engine.guest.GuestControl;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.TransportChoice;
import org.baton.transport.message.Limits;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a migration can be told. Setters return the context; {@link #conclude()}
 * checks everything once, and nothing can be set after it.
 *
 * @param <C> the side's own context
 */
public abstract class MigrationContext<C extends MigrationContext<C>> {
  private static final int DEFAULT_WINDOW_CHUNKS = 16;
  private static final int DEFAULT_CHUNK_BYTES = 1 << 20;

  /** Less would let a pause of a JVM or a scheduler end a migration that is well. */
  public static final long MIN_PEER_TIMEOUT_MILLIS = 100;

  /** A device without data is asked as often. */
  private static final long MIN_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** With many devices most wait most of the time, and each that looks in vain costs others. */
  private static final long MAX_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(32);

  private TransportChoice transport = TransportChoice.AUTO;
  private int windowChunks = DEFAULT_WINDOW_CHUNKS;
  private int chunkBytes = DEFAULT_CHUNK_BYTES;
  private long setupTimeoutMillis = 10_000;
  private long peerTimeoutMillis = 10_000;
  private GuestControl guest = GuestControl.NONE;
  private SwitchoverAckMode switchoverAck = SwitchoverAckMode.REUSABLE;
  private @Nullable Path hlogDirectory;
  private Consumer<String> log = line -> {};
  // Migration threads must not take cores from guests, so they park at once when there is nothing
  // to do: a command, a chunk or a credit unparks them.
  private Supplier<IdleStrategy> idleStrategy =
      () -> new BackoffIdleStrategy(0, 0, MIN_PARK_NANOS, MAX_PARK_NANOS);
  private ThreadingMode threading = ThreadingMode.AUTO;
  private boolean concluded;

  /** For the two sides. */
  MigrationContext() {}

  /** This context, as the side's own type. */
  abstract C self();

  /** Checks what only this side has. */
  abstract void validate();

  /**
   * Which transport to use. Default: io_uring where the machine has it, plain sockets elsewhere.
   */
  public C transport(TransportChoice choice) {
    return set(() -> transport = choice);
  }

  /**
   * Chunks in flight per participant, a power of two; the smaller of both sides counts. Default 16.
   */
  public C windowChunks(int chunks) {
    return set(() -> windowChunks = chunks);
  }

  /** Longest payload of a chunk in bytes; the smaller of both sides counts. Default 1 MiB. */
  public C chunkBytes(int bytes) {
    return set(() -> chunkBytes = bytes);
  }

  /** How long connecting and preparing may take. Default 10 s. */
  public C setupTimeoutMillis(long millis) {
    return set(() -> setupTimeoutMillis = millis);
  }

  /** How long the other side may be silent before it counts as lost. At least 100; default 10 s. */
  public C peerTimeoutMillis(long millis) {
    return set(() -> peerTimeoutMillis = millis);
  }

  /**
   * The most that this side does of switchover-acks; QEMU's {@code switchover-ack}. The lesser of
   * both sides counts. Default: re-usable.
   */
  public C switchoverAck(SwitchoverAckMode mode) {
    return set(() -> switchoverAck = mode);
  }

  /** How the guest is paused and resumed. Default: not at all. */
  public C guest(GuestControl control) {
    return set(() -> guest = control);
  }

  /** Where to write stage times as {@code .hlog}. Default: nowhere. */
  public C hlogDirectory(Path directory) {
    return set(() -> hlogDirectory = directory);
  }

  /** Hears of what an operator may want to know, one sentence a call, on any thread of Baton. */
  public C log(Consumer<String> lines) {
    return set(() -> log = lines);
  }

  /** Which threads there are. Default: what the processors at hand suggest. */
  public C threading(ThreadingMode mode) {
    return set(() -> threading = mode);
  }

  /**
   * Makes an idle strategy for each thread. Default: parks of 2 to 32 ms, each twice as long as the
   * one before, which something to do ends.
   */
  public C idleStrategy(Supplier<IdleStrategy> strategies) {
    return set(() -> idleStrategy = strategies);
  }

  /**
   * Checks everything. Called by the migration; calling it before only finds mistakes earlier.
   *
   * @throws IllegalArgumentException if something set cannot be, with what would do
   * @throws IllegalStateException if it was called before
   */
  public C conclude() {
    if (concluded) {
      throw new IllegalStateException("this context was concluded already; make one per migration");
    }
    check(
        Integer.bitCount(windowChunks) == 1 && windowChunks <= Limits.MAX_WINDOW_CHUNKS,
        "a window must be a power of two, at most %d chunks, not %d"
            .formatted(Limits.MAX_WINDOW_CHUNKS, windowChunks));
    check(
        chunkBytes >= Limits.MIN_CHUNK_BYTES && chunkBytes <= Limits.MAX_CHUNK_BYTES,
        "a chunk must have %d to %d bytes, not %d"
            .formatted(Limits.MIN_CHUNK_BYTES, Limits.MAX_CHUNK_BYTES, chunkBytes));
    check(
        setupTimeoutMillis > 0,
        "the setup timeout must be positive, not %d ms".formatted(setupTimeoutMillis));
    check(
        peerTimeoutMillis >= MIN_PEER_TIMEOUT_MILLIS,
        "the peer timeout must be at least %d ms, not %d"
            .formatted(MIN_PEER_TIMEOUT_MILLIS, peerTimeoutMillis));
    validate();
    concluded = true;
    return self();
  }

  /** Sets something, unless it is too late. */
  final C set(Runnable setter) {
    if (concluded) {
      throw new IllegalStateException("this context was concluded; nothing can be set any more");
    }
    setter.run();
    return self();
  }

  static void check(boolean condition, String complaint) {
    if (!condition) {
      throw new IllegalArgumentException(complaint);
    }
  }

  final TransportChoice transport() {
    return transport;
  }

  final int windowChunks() {
    return windowChunks;
  }

  final int chunkBytes() {
    return chunkBytes;
  }

  final SwitchoverAckMode switchoverAck() {
    return switchoverAck;
  }

  final GuestControl guest() {
    return guest;
  }

  final @Nullable Path hlogDirectory() {
    return hlogDirectory;
  }

  final ThreadingMode threading() {
    return threading;
  }

  final Consumer<String> log() {
    return log;
  }

  final Supplier<IdleStrategy> idleStrategy() {
    return idleStrategy;
  }

  /** A peer is given ten signs of life before it counts as lost. */
  final Timeouts timeouts() {
    long peerNanos = TimeUnit.MILLISECONDS.toNanos(peerTimeoutMillis);
    return new Timeouts(
        TimeUnit.MILLISECONDS.toNanos(setupTimeoutMillis), peerNanos, peerNanos / 10);
  }
}
