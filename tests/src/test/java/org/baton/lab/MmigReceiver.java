package org.baton.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.engine.guest.GuestControl;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;

/**
 * The destination of an experiment, a process for all rounds: takes one migration for each line of
 * its input, which are UUIDs. It says {@code LISTENING} where, then {@code RUNNING} at which
 * nanosecond of the system's clock the guest ran, and how it {@code ENDED}, when the devices are
 * closed.
 */
final class MmigReceiver {
  private MmigReceiver() {}

  /** Ends with its input. */
  public static void main(String[] args) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      MigrationReport report = receive(List.of(order.split(" ", -1)));
      say("ENDED %s %s".formatted(report.status(), report.failure()));
    }
  }

  private static MigrationReport receive(List<String> uuids)
      throws IOException, InterruptedException {
    List<KernelDevice> devices = new ArrayList<>();
    try (Listener listener = Listener.bind(Endpoint.tcp("127.0.0.1", 0))) {
      DestinationContext context =
          new DestinationContext()
              .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
              .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
              .listener(listener)
              .guest(new Guest());
      for (String uuid : uuids) {
        devices.add(KernelDevices.open("nic" + devices.size(), uuid, OpenPath.CDEV));
        context.device(devices.getLast());
      }
      say("LISTENING " + listener.endpoint());
      return new DestinationMigration(context).run();
    } finally {
      devices.forEach(KernelDevice::close);
    }
  }

  /** Nobody but a clock. */
  private static final class Guest implements GuestControl {
    @Override
    public void pause() {
      throw new AssertionError("nobody pauses the destination's guest");
    }

    @Override
    public void resume() {
      say("RUNNING " + System.nanoTime());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
