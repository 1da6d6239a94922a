package org.baton.bench.baton;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.TransportException;
import org.baton.vfio.DeviceState;

/**
 * A destination whose devices take in what a {@link BatonSource} sends. It is measured from the
 * first RESUMING to the last RUNNING.
 */
public final class BatonDestination implements Side {
  private final SideArguments arguments;
  private final Listener listener;

  /**
   * Listens.
   *
   * @throws TransportException if the endpoint cannot be had
   */
  public BatonDestination(SideArguments arguments) throws TransportException {
    this.arguments = arguments;
    listener = Listener.bind(Endpoint.parse(arguments.endpoint()));
  }

  @Override
  public String listening() {
    return listener.endpoint().toString();
  }

  @Override
  public void prepare(long bytes) {
    // The migration accepts by itself.
  }

  @Override
  public int move(long bytes, Meter meter) throws InterruptedException, IOException {
    AtomicInteger resuming = new AtomicInteger();
    AtomicInteger running = new AtomicInteger();
    int count = arguments.option("devices", 1);
    try (MemfdDevices devices =
        new MemfdDevices(
            arguments,
            bytes,
            state -> {
              if (state == DeviceState.RESUMING && resuming.getAndIncrement() == 0) {
                meter.start();
              } else if (state == DeviceState.RUNNING && running.incrementAndGet() == count) {
                meter.stop();
              }
            })) {
      DestinationContext context =
          BatonOptions.apply(arguments, new DestinationContext()).listener(listener);
      devices.all().forEach(context::device);
      DestinationMigration migration = new DestinationMigration(context);
      return BatonSource.digest(
          SteadyWatch.around(arguments, bytes, migration::progress, migration::run));
    }
  }

  @Override
  public void finish() {
    // Nothing is left open.
  }

  @Override
  public void close() {
    listener.close();
  }
}
