package org.baton.transport;

import java.util.List;
import java.util.stream.Collectors;
import org.baton.transport.socket.PlainSocketChannel;
import org.baton.transport.socket.StreamSocket;
import org.baton.transport.socket.WakeSignal;
import org.baton.transport.uring.RingCalls;
import org.baton.transport.uring.Uring;

/**
 * Makes channels, of the kind that was asked for or that works here.
 *
 * <p>Whatever the choice, the machine is probed once, so that {@link #features()} can tell what it
 * lacks. Immutable; any thread.
 */
public final class Transport {
  private final TransportKind kind;
  private final String reason;
  private final Uring uring;

  private Transport(TransportKind kind, String reason, Uring uring) {
    this.kind = kind;
    this.reason = reason;
    this.uring = uring;
  }

  /**
   * Probes the machine and chooses.
   *
   * @param choice what the user wants
   * @throws TransportException if io_uring is wanted and denied; the message says by what, and what
   *     to do
   */
  public static Transport choose(TransportChoice choice) throws TransportException {
    return choose(choice, RingCalls.KERNEL);
  }

  static Transport choose(TransportChoice choice, RingCalls calls) throws TransportException {
    Uring uring = Uring.probe(calls);
    if (choice == TransportChoice.SOCKETS) {
      return new Transport(TransportKind.SOCKETS, "asked for", uring);
    }
    if (uring.isAvailable()) {
      String reason = choice == TransportChoice.AUTO ? "io_uring works here" : "asked for";
      return new Transport(TransportKind.IO_URING, reason, uring);
    }
    if (choice == TransportChoice.IO_URING) {
      throw new TransportException(
          "io_uring was asked for and cannot be used: %s; or choose --transport sockets"
              .formatted(uring.denial()));
    }
    return new Transport(
        TransportKind.SOCKETS, "io_uring cannot be used: " + uring.denial(), uring);
  }

  /** What channels will be. */
  public TransportKind kind() {
    return kind;
  }

  /** Why that kind. */
  public String reason() {
    return reason;
  }

  /** What io_uring offers here, one row for each thing, whether it was chosen or not. */
  public List<Feature> features() {
    return uring.features();
  }

  /** The kind, the reason, and what is missing, for people; several lines. */
  public String describe() {
    String head = kind + " (" + reason + ")";
    if (kind == TransportKind.SOCKETS) {
      return head;
    }
    return features().stream()
        .map(feature -> System.lineSeparator() + "  " + feature)
        .collect(Collectors.joining("", head, ""));
  }

  /**
   * Makes a channel of a connection.
   *
   * @param connection whose socket the channel takes over
   * @param slab the memory of all regions, which the channel holds until it is closed
   * @param options what the channel may do
   * @return a channel that waits for {@link Channel#open()}
   * @throws TransportException if the kernel refuses; the connection is as before
   * @throws IllegalStateException if the connection or the slab is closed
   */
  public Channel channel(Connection connection, Slab slab, ChannelOptions options)
      throws TransportException {
    SlabHold hold = slab.hold();
    try {
      WakeSignal wake = WakeSignal.open();
      try {
        StreamSocket socket = connection.detach();
        return switch (kind) {
          case IO_URING -> uring.channel(socket, hold, wake, options);
          case SOCKETS -> new PlainSocketChannel(socket, hold, wake);
        };
      } catch (IllegalStateException e) {
        wake.close();
        throw e;
      }
    } catch (TransportException | IllegalStateException e) {
      hold.close();
      throw e;
    }
  }
}
