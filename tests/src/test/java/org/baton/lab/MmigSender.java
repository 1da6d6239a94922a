package org.baton.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.vfio.kernel.FdOwnership;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;

/**
 * The source as a process that may be killed: does one migration for each line of its input, {@code
 * ENDPOINT MEETING-PLACE}, and says how it {@code ENDED}. The device is a hypervisor's, see {@link
 * HeldDevice}.
 */
final class MmigSender {
  private MmigSender() {}

  /** Ends with its input. */
  public static void main(String[] args) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] words = order.split(" ", -1);
      MigrationReport report = send(Endpoint.parse(words[0]), Path.of(words[1]));
      System.out.println("ENDED %s %s".formatted(report.status(), report.failure()));
      System.out.flush();
    }
  }

  private static MigrationReport send(Endpoint endpoint, Path meetingPlace)
      throws IOException, InterruptedException {
    try (KernelDevice device =
        KernelDevices.fromFd("nic0", HeldDevice.borrow(meetingPlace), FdOwnership.OWNED)) {
      return new SourceMigration(
              new SourceContext()
                  .connect(endpoint)
                  .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .downtimeLimitMillis(Lab.PATIENCE_MILLIS)
                  .device(device))
          .run();
    }
  }
}
