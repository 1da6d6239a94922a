package org.baton.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.TransportChoice;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;

/** Both sides of a migration of real devices, in one JVM, over a real socket. */
final class MmigPair implements AutoCloseable {
  final List<MmigDevice> sources = new ArrayList<>();
  final List<MmigDevice> destinations = new ArrayList<>();
  final List<KernelDevice> opened = new ArrayList<>();
  final SourceContext source = new SourceContext();
  final DestinationContext destination = new DestinationContext();
  private static final long LAST_WORD_SECONDS = 20;

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Listener listener = Listener.bind(Endpoint.tcp("127.0.0.1", 0));
  private final LabGuest guestHere = new LabGuest(true, () -> this.atPause.run());
  private final LabGuest guestThere = new LabGuest(false);
  private Runnable atPause = () -> {};

  MmigPair() throws IOException {
    source
        .connect(listener.endpoint())
        .log(log::add)
        .transport(TransportChoice.SOCKETS)
        .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
        .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
        // An emulated machine is slow, and a forecast must not hold up what is tested here.
        .downtimeLimitMillis(Lab.PATIENCE_MILLIS)
        .guest(guestHere);
    destination
        .listener(listener)
        .log(log::add)
        .transport(TransportChoice.SOCKETS)
        .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
        .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
        .guest(guestThere);
  }

  /** Adds the devices of a kind with these numbers, under one name. */
  MmigPair device(String name, MmigDevice from, MmigDevice to, OpenPath path) throws IOException {
    sources.add(from);
    destinations.add(to);
    opened.add(from.open(name, path));
    source.device(opened.getLast());
    opened.add(to.open(name, path));
    destination.device(opened.getLast());
    // Opening may have reset it.
    from.content(0xba70_0000L + sources.size());
    to.content(0);
    return this;
  }

  /** What the guest does with its last breath, at each pause. */
  MmigPair atPause(Runnable what) {
    atPause = what;
    return this;
  }

  /** Runs both sides. */
  Reports run() throws Exception {
    DestinationMigration there = new DestinationMigration(destination);
    CompletableFuture<MigrationReport> loading = SideThread.start(there::run);
    MigrationReport saved = new SourceMigration(source).run();
    try {
      MigrationReport loaded = loading.get(LAST_WORD_SECONDS, TimeUnit.SECONDS);
      return new Reports(saved, loaded, guestHere.isRunning(), guestThere.isRunning());
    } catch (TimeoutException e) {
      // A destination that never met its source waits for another.
      there.cancel();
      throw new AssertionError("the source ended alone: " + saved + "; " + log, e);
    }
  }

  /** How it ended, and where the guest runs. */
  record Reports(
      MigrationReport source, MigrationReport destination, boolean here, boolean there) {}

  @Override
  public void close() {
    opened.forEach(KernelDevice::close);
    listener.close();
  }
}
