package org.baton.bench.micro;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.util.concurrent.TimeUnit;
import org.baton.transport.Channel;
import org.baton.transport.ChannelHandler;
import org.baton.transport.ChannelOptions;
import org.baton.transport.Connection;
import org.baton.transport.Slab;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One region over a pair of unix sockets, from one channel to another, until it is received there
 * and released here. One thread drives both ends, so nobody sleeps: these are the costs of the
 * calls and of the copies, without those of a wake-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelBenchmark implements ChannelHandler {
  /** Where the region lies in the slab at the end that sends; it is received behind it. */
  private static final long OFFSET = 4_096;

  private static final long SLAB_BYTES = 1 << 20;

  /** Which kind of channel. */
  @Param({"IO_URING", "SOCKETS"})
  public TransportChoice transport = TransportChoice.AUTO;

  /** Length of the region: a chunk's header, and a short chunk. */
  @Param({"32", "65536"})
  public int bytes;

  private @Nullable Ends ends;
  private long count;
  private long received;
  private long released;

  /** Makes two channels, for the calling thread. */
  @Setup
  public void open() throws TransportException {
    ends = new Ends(Transport.choose(transport));
  }

  /** Closes them. */
  @TearDown
  public void close() {
    if (ends != null) {
      ends.close();
    }
  }

  /** A region there, with the count as its first bytes. */
  @Benchmark
  public long sendAndReceive() {
    Ends pair = ends;
    if (pair == null) {
      throw new IllegalStateException("not open");
    }
    long sent = ++count;
    pair.slab.segment().set(JAVA_LONG, OFFSET, sent);
    pair.right.receive(OFFSET + bytes, bytes);
    pair.left.send(OFFSET, bytes, sent);
    while (received != sent || released != sent) {
      pair.left.poll(this);
      pair.right.poll(this);
    }
    long arrived = pair.slab.segment().get(JAVA_LONG, OFFSET + bytes);
    if (arrived != sent) {
      throw new IllegalStateException("region " + arrived + " arrived, not " + sent);
    }
    return arrived;
  }

  @Override
  public void onReleased(long token) {
    released = token;
  }

  @Override
  public void onReceived(long offset, int length) {
    received++;
  }

  @Override
  public void onClosed(@Nullable TransportException cause) {
    throw new IllegalStateException("the connection is over", cause);
  }

  /** Both channels, and the slab that they share. */
  private static final class Ends {
    final Slab slab = Slab.map(SLAB_BYTES);
    final Channel left;
    final Channel right;

    Ends(Transport transport) throws TransportException {
      Connection[] pair = Connection.pair();
      left = transport.channel(pair[0], slab, ChannelOptions.defaults());
      right = transport.channel(pair[1], slab, ChannelOptions.defaults());
      left.open();
      right.open();
    }

    void close() {
      left.close();
      right.close();
      slab.close();
    }
  }
}
