package org.baton.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.Role;
import org.baton.bench.side.SideArguments;

/** A peer's two processes, which live over all rounds. */
public final class SidePair implements AutoCloseable {
  private final Peer peer;
  private final SideProcess destination;
  private final SideProcess source;

  private HostTimes before = new HostTimes(0, 0, 0);
  private long begunBytes;

  /**
   * Starts both.
   *
   * @param peer who moves
   * @param endpoint where its destination is to listen; port 0 for any
   * @param channels connections beside each other
   * @param content what to move
   * @throws IOException if one of them does not start
   */
  public SidePair(Peer peer, String endpoint, int channels, Content content) throws IOException {
    this.peer = peer;
    destination =
        start(
            new SideArguments(
                Role.DESTINATION,
                endpoint,
                channels,
                content.destination().path(),
                peer.options()));
    try {
      source =
          start(
              new SideArguments(
                  Role.SOURCE,
                  destination.listening(),
                  channels,
                  content.source().path(),
                  peer.options()));
    } catch (IOException e) {
      destination.close();
      throw e;
    }
  }

  private SideProcess start(SideArguments arguments) throws IOException {
    List<String> command = new ArrayList<>(peer.program());
    command.addAll(arguments.words());
    return new SideProcess(peer.name() + "'s " + arguments.role().word(), command);
  }

  /** Who it is. */
  public Peer peer() {
    return peer;
  }

  /**
   * Moves the content once and has it checked.
   *
   * @param content what to move; it is made different from what was moved before
   * @return what it cost
   * @throws IOException if a side fails, or something else has arrived
   */
  public Round move(Content content, long bytes) throws IOException {
    content.change();
    begin(bytes);
    Round round = end();
    content.verify(bytes);
    return round;
  }

  /**
   * Begins a round, and does not wait for its end.
   *
   * @throws IOException if a side fails
   */
  public void begin(long bytes) throws IOException {
    begunBytes = bytes;
    before = HostTimes.read();
    destination.begin(bytes);
    source.begin(bytes);
  }

  /**
   * Waits for the end of the round that was begun.
   *
   * @return what it cost; whether the bytes arrived is the caller's to check
   * @throws IOException if a side fails
   */
  public Round end() throws IOException {
    return new Round(
        begunBytes, source.result(), destination.result(), HostTimes.read().since(before));
  }

  /** The kernel's number of one of the two processes. */
  public long pid(Role role) {
    return (role == Role.SOURCE ? source : destination).pid();
  }

  @Override
  public void close() {
    source.close();
    destination.close();
  }
}
