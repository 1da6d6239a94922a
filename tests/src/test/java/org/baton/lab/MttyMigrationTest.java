package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.lab.TamperingDevice.Tampering;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.KernelDevices;
import org.baton.vfio.kernel.OpenPath;
import org.baton.vfio.kernel.Regions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The state of a real device moves from this process to another one, or stays whole where it is.
 */
@Tag("mtty")
class MttyMigrationTest {
  /** The scratch register of the card's first UART: eight bits that do nothing but keep a value. */
  static final long SCRATCH_OFFSET = 7;

  private static final String SOURCE = Lab.devices("mtty").get(0);
  private static final String DESTINATION = Lab.devices("mtty").get(1);
  private static final int MTTY_STATE_BYTES = 96;
  private static final int MTTY_PRECOPY_BYTES = 24;

  private static MigratingProcess receiver;

  @BeforeAll
  static void startReceiver() throws IOException {
    receiver = new MigratingProcess(MttyReceiver.class);
  }

  @AfterAll
  static void stopReceiver() throws IOException {
    receiver.close();
  }

  @ParameterizedTest
  @CsvSource({"GROUP,SOCKETS,a1", "GROUP,IO_URING,b2", "CDEV,SOCKETS,c3", "CDEV,IO_URING,d4"})
  void movesTheScratchRegister(OpenPath path, TransportChoice transport, String value)
      throws Exception {
    try (KernelDevice device = KernelDevices.open("uart0", SOURCE, path)) {
      writeScratch(device, Integer.parseInt(value, 16));

      Outcome outcome = migrate(path, transport, device);

      assertThat(outcome.report.failure()).isNull();
      assertThat(outcome.report.status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(outcome.destination)
          .startsWith("completed RUNNING " + value + " " + transport.toString());
      assertThat(device.state()).isEqualTo(DeviceState.STOP);
      ParticipantReport row = outcome.report.participants().getFirst();
      assertThat(row.precopyBytes()).isEqualTo(MTTY_PRECOPY_BYTES);
      assertThat(row.precopyBytes() + row.stopCopyBytes()).isEqualTo(MTTY_STATE_BYTES);
      assertThat(row.destinationDigest()).isEqualTo(row.sourceDigest());
    }
  }

  @ParameterizedTest
  @EnumSource(Tampering.class)
  void driverRefusesATamperedStreamBeforeReady(Tampering tampering) throws Exception {
    try (KernelDevice device = KernelDevices.open("uart0", SOURCE, OpenPath.CDEV)) {
      writeScratch(device, 0x5a);

      Outcome outcome =
          migrate(OpenPath.CDEV, TransportChoice.SOCKETS, new TamperingDevice(device, tampering));

      assertThat(outcome.report.status()).isEqualTo(MigrationStatus.FAILED);
      Failure failure = Objects.requireNonNull(outcome.report.failure());
      assertThat(failure.code()).isEqualTo(FailCode.DEVICE);
      assertThat(failure.fromPeer()).isTrue();
      assertThat(failure.participant()).isEqualTo("uart0");
      assertThat(failure.cause())
          .contains(tampering == Tampering.FLIP_FIRST_BYTE ? "EFAULT" : "EINVAL");
      assertThat(outcome.destination).startsWith("failed ");
      assertThat(device.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(readScratch(device)).isEqualTo(0x5a);
    }
  }

  /** How both sides saw it. */
  private record Outcome(MigrationReport report, String destination) {}

  private static Outcome migrate(OpenPath path, TransportChoice transport, MigratableDevice device)
      throws Exception {
    receiver.order(path + " " + transport.name() + " " + DESTINATION);
    Endpoint endpoint = Endpoint.parse(receiver.answer("LISTENING"));
    SourceContext context =
        new SourceContext()
            .transport(transport)
            .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
            .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
            .connect(endpoint)
            .device(device);
    MigrationReport report = new SourceMigration(context).run();
    return new Outcome(report, receiver.answer("ENDED"));
  }

  private static void writeScratch(KernelDevice device, int value) throws IOException {
    device.regions().region(Regions.PCI_BAR0).writeByte(SCRATCH_OFFSET, value);
  }

  private static int readScratch(KernelDevice device) throws IOException {
    return device.regions().region(Regions.PCI_BAR0).readByte(SCRATCH_OFFSET);
  }
}
