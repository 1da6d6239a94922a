package org.baton.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.TransportChoice;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;
import org.baton.vfio.kernel.Regions;

/**
 * The other process: takes one migration for each line of its input, {@code PATH TRANSPORT UUID},
 * and says first where it listens and then how it ended. One process for all, because under an
 * emulator a JVM takes seconds to start.
 */
final class MttyReceiver {
  private MttyReceiver() {}

  /** Ends with its input. */
  public static void main(String[] args) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      receive(OpenPath.valueOf(words[0]), TransportChoice.valueOf(words[1]), words[2]);
    }
  }

  private static void receive(OpenPath path, TransportChoice transport, String uuid)
      throws IOException, InterruptedException {
    try (KernelDevice device = KernelDevices.open("uart0", uuid, path);
        Listener listener = Listener.bind(Endpoint.parse("tcp:127.0.0.1:0"))) {
      say("LISTENING " + listener.endpoint());
      DestinationContext context =
          new DestinationContext()
              .transport(transport)
              .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
              .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
              .listener(listener)
              .device(device)
              .log(line -> say("LOG " + line));
      MigrationReport report = new DestinationMigration(context).run();
      int scratch =
          device.regions().region(Regions.PCI_BAR0).readByte(MttyMigrationTest.SCRATCH_OFFSET);
      say(
          "ENDED %s %s %02x %s %s"
              .formatted(
                  report.status(),
                  device.state(),
                  scratch,
                  report.transport().split(" ", 2)[0],
                  report.failure()));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
