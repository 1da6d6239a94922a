package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.baton.transport.TransportKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A kernel with {@code kernel.io_uring_disabled=2}: Baton says so and goes on with plain sockets.
 */
@Tag("io-uring-denied")
class DeniedUringTest {
  @Test
  void autoTakesSocketsAndSaysWhy() throws TransportException {
    Transport transport = Transport.choose(TransportChoice.AUTO);

    assertThat(transport.kind()).isEqualTo(TransportKind.SOCKETS);
    assertThat(transport.reason()).contains("kernel.io_uring_disabled");
  }

  @Test
  void forcedItIsRefusedWithTheMend() {
    assertThatThrownBy(() -> Transport.choose(TransportChoice.IO_URING))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("kernel.io_uring_disabled")
        .hasMessageContaining("sysctl");
  }
}
