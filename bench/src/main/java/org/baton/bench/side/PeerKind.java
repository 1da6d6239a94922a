package org.baton.bench.side;

import java.util.Arrays;
import java.util.Locale;
import org.baton.bench.aeron.AeronDestination;
import org.baton.bench.aeron.AeronMedium;
import org.baton.bench.aeron.AeronSource;
import org.baton.bench.baton.BatonDestination;
import org.baton.bench.baton.BatonSource;
import org.baton.bench.netty.NettyDestination;
import org.baton.bench.netty.NettySource;
import org.baton.bench.nio.NioDestination;
import org.baton.bench.nio.NioSource;

/** The peers in Java. */
public enum PeerKind {
  /** The engine. */
  BATON,
  /** What the JDK has. */
  NIO,
  /** Netty. */
  NETTY,
  /** Aeron, with datagrams. */
  AERON_UDP,
  /** Aeron, through shared memory. */
  AERON_IPC;

  /** As it is written on a command line, and in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads what {@link #word} writes.
   *
   * @throws IllegalArgumentException if it is another
   */
  public static PeerKind parse(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no peer is called '" + word + "'"));
  }

  /**
   * Makes one end of it.
   *
   * @throws Exception if it cannot have what it needs
   */
  public Side side(SideArguments arguments) throws Exception {
    boolean source = arguments.role() == Role.SOURCE;
    return switch (this) {
      case BATON -> source ? new BatonSource(arguments) : new BatonDestination(arguments);
      case NIO -> source ? new NioSource(arguments) : new NioDestination(arguments);
      case NETTY -> source ? new NettySource(arguments) : new NettyDestination(arguments);
      case AERON_UDP -> aeron(arguments, AeronMedium.UDP);
      case AERON_IPC -> aeron(arguments, AeronMedium.IPC);
    };
  }

  private static Side aeron(SideArguments arguments, AeronMedium medium) throws Exception {
    return arguments.role() == Role.SOURCE
        ? new AeronSource(arguments, medium)
        : new AeronDestination(arguments, medium);
  }
}
