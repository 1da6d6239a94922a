package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.baton.bindings.linux.Linux;
import org.baton.transport.uring.FakeRingCalls;
import org.baton.transport.uring.RingCalls;
import org.baton.transport.uring.SetupFlag;
import org.junit.jupiter.api.Test;

final class TransportTest {
  @Test
  void choicesAreWrittenAsOnTheCommandLine() {
    for (TransportChoice choice : TransportChoice.values()) {
      assertThat(TransportChoice.parse(choice.toString())).isEqualTo(choice);
    }
    assertThatThrownBy(() -> TransportChoice.parse("rdma"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'rdma'")
        .hasMessageContaining("auto, io_uring or sockets");
  }

  @Test
  void autoTakesIoUringWhereItWorks() throws IOException {
    Transport transport = Transport.choose(TransportChoice.AUTO);
    assertThat(transport.kind()).isEqualTo(TransportKind.IO_URING);
    assertThat(transport.describe()).startsWith("io_uring (io_uring works here)");
  }

  @Test
  void aDenialIsTheReasonForSockets() throws IOException {
    RingCalls denied = new FakeRingCalls().refuseSetup(Linux.ENOMEM());
    Transport transport = Transport.choose(TransportChoice.AUTO, denied);

    assertThat(transport.kind()).isEqualTo(TransportKind.SOCKETS);
    assertThat(transport.reason()).contains("ENOMEM").contains("ulimit -l");
    assertThat(transport.features()).hasSize(1);
    assertThatThrownBy(() -> Transport.choose(TransportChoice.IO_URING, denied))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("ENOMEM")
        .hasMessageContaining("ulimit -l");
  }

  @Test
  void whatIsMissingIsInTheDescription() throws IOException {
    Transport transport =
        Transport.choose(
            TransportChoice.AUTO, new FakeRingCalls().refuseFlag(SetupFlag.NO_SQARRAY));
    assertThat(transport.describe())
        .contains("IORING_SETUP_NO_SQARRAY: no, io_uring_setup: EINVAL")
        .contains("Linux 6.6 has it");
  }

  @Test
  void featuresAreKnownWhateverIsChosen() throws IOException {
    List<Feature> features = Transport.choose(TransportChoice.SOCKETS).features();
    assertThat(features).isEqualTo(Transport.choose(TransportChoice.AUTO).features());
  }

  @Test
  void aConnectionBecomesOneChannelOnly() throws IOException {
    Transport transport = Transport.choose(TransportChoice.SOCKETS);
    Connection[] pair = Connection.pair();
    long openFiles = OpenFiles.count();
    try (Slab slab = Slab.map(4096)) {
      try (Channel channel = transport.channel(pair[0], slab, ChannelOptions.defaults())) {
        assertThatThrownBy(() -> transport.channel(pair[0], slab, ChannelOptions.defaults()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("a channel has taken it over");
        assertThatThrownBy(channel::canSend)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("is not open");
      }
    }
    pair[1].close();
    assertThat(OpenFiles.count()).isEqualTo(openFiles - 2);
  }

  @Test
  void aClosedSlabLeavesTheConnectionAlone() throws IOException {
    Transport transport = Transport.choose(TransportChoice.AUTO);
    Connection[] pair = Connection.pair();
    Slab slab = Slab.map(4096);
    slab.close();
    assertThatThrownBy(() -> transport.channel(pair[0], slab, ChannelOptions.defaults()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the slab is closed");
    pair[0].shutdown();
    pair[0].close();
    pair[1].close();
    assertThat(pair[0].peer()).contains("socket pair");
  }

  @Test
  void optionsAreChecked() {
    ChannelOptions options = ChannelOptions.defaults();
    assertThat(options.withZeroCopyThresholdBytes(5).zeroCopyThresholdBytes()).isEqualTo(5);
    assertThat(options.withMaxInFlight(5).maxInFlight()).isEqualTo(5);
    assertThatThrownBy(() -> options.withMaxInFlight(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withZeroCopyThresholdBytes(-2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
