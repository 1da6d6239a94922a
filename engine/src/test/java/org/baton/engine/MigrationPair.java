package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.baton.vfio.VfioException;
import org.baton.vfio.simulated.SimulatedDevice;
import org.baton.vfio.simulated.SimulatedDeviceSpec;

/** A source and a destination in one JVM, over a real socket, with simulated devices. */
final class MigrationPair implements AutoCloseable {
  /** Small, so that small devices have many chunks. */
  static final int CHUNK_BYTES = 64 << 10;

  private static final long PATIENCE_SECONDS = 60;

  final List<SimulatedDevice> sourceDevices = new ArrayList<>();
  final List<SimulatedDevice> destinationDevices = new ArrayList<>();
  final GuestProbe sourceGuest = new GuestProbe(true);
  final GuestProbe destinationGuest = new GuestProbe(false);
  private final long handles = ProcessResources.handles();
  final Listener listener;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final SourceContext source = new SourceContext();
  final DestinationContext destination = new DestinationContext();

  MigrationPair(TransportChoice transport, Endpoint endpoint) throws TransportException {
    listener = Listener.bind(endpoint);
    source.transport(transport).connect(listener.endpoint()).guest(sourceGuest).log(log::add);
    destination.transport(transport).listener(listener).guest(destinationGuest).log(log::add);
    // Code that is not compiled yet is slow, and a forecast must not hold up what is tested here.
    source.chunkBytes(CHUNK_BYTES).downtimeLimitMillis(60_000);
  }

  static MigrationPair tcp(TransportChoice transport) throws TransportException {
    return new MigrationPair(transport, Endpoint.parse("tcp:127.0.0.1:0"));
  }

  /** Adds a device to both sides. */
  MigrationPair device(String spec) throws VfioException {
    return device(spec, spec);
  }

  /** Adds a device that differs between the sides. */
  MigrationPair device(String sourceSpec, String destinationSpec) throws VfioException {
    SimulatedDevice from = SimulatedDeviceSpec.parse(sourceSpec).open();
    SimulatedDevice to = SimulatedDeviceSpec.parse(destinationSpec).open();
    sourceDevices.add(from);
    destinationDevices.add(to);
    source.device(from);
    destination.device(to);
    return this;
  }

  /** Runs both sides and waits for both. */
  Reports run() throws InterruptedException, ExecutionException, TimeoutException {
    return run(migration -> {});
  }

  /** Runs both sides, does something with the source once it runs, and waits for both. */
  Reports run(Consumer<SourceMigration> meanwhile)
      throws InterruptedException, ExecutionException, TimeoutException {
    SourceMigration out = new SourceMigration(source);
    CompletableFuture<MigrationReport> loading = startDestination();
    CompletableFuture<MigrationReport> saving = start(out::run);
    meanwhile.accept(out);
    MigrationReport sourceReport = await(saving);
    return new Reports(sourceReport, await(loading));
  }

  /** Starts the source alone. */
  CompletableFuture<MigrationReport> startSource() {
    return start(new SourceMigration(source)::run);
  }

  /** Starts the destination alone. */
  CompletableFuture<MigrationReport> startDestination() {
    return start(new DestinationMigration(destination)::run);
  }

  /** Waits for one side. However it ended, every slot must have come back. */
  static MigrationReport await(CompletableFuture<MigrationReport> side)
      throws InterruptedException, ExecutionException, TimeoutException {
    MigrationReport report = side.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(report.slotsInUse()).as("slots in use after %s", report).isZero();
    return report;
  }

  /** How both sides saw it. */
  record Reports(MigrationReport source, MigrationReport destination) {}

  /** Either side's run. */
  interface Side {
    MigrationReport run() throws InterruptedException;
  }

  static CompletableFuture<MigrationReport> start(Side side) {
    CompletableFuture<MigrationReport> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                result.complete(side.run());
              } catch (InterruptedException | RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  @Override
  public void close() {
    sourceDevices.forEach(SimulatedDevice::close);
    destinationDevices.forEach(SimulatedDevice::close);
    listener.close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (ProcessResources.handles() != handles && System.nanoTime() < deadline) {
      // A relay between the two sides ends its connections a moment later than they do.
      Thread.onSpinWait();
    }
    assertThat(ProcessResources.handles()).as("sockets, eventfds, rings").isEqualTo(handles);
  }
}
