package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListenerTest {
  private static final long HOUR_NANOS = WakeContract.HOUR_NANOS;

  @TempDir private Path directory;

  @Test
  void tellsTheRealPort() throws IOException {
    try (Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"))) {
      assertThat(listener.endpoint().port()).isPositive();
      try (Connection connection = Connection.connect(listener.endpoint(), HOUR_NANOS);
          Connection accepted = Wiring.accept(listener)) {
        assertThat(connection.peer()).isEqualTo(listener.endpoint().toString());
        assertThat(accepted.peer()).startsWith("tcp:127.0.0.1:");
      }
    }
  }

  @Test
  void servesIpv6() throws IOException {
    try (Listener listener = Listener.bind(Endpoint.parse("[::1]:0"));
        Connection connection = Connection.connect(listener.endpoint(), HOUR_NANOS);
        Connection accepted = Wiring.accept(listener)) {
      assertThat(accepted.peer()).startsWith("tcp:[");
      assertThat(connection.isLocal()).isTrue();
    }
  }

  @Test
  void waitsNoLongerThanAsked() throws IOException {
    long openFiles;
    try (Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"))) {
      openFiles = OpenFiles.count();
      assertThat(listener.accept(1_000_000)).isNull();
      assertThat(listener.accept(0)).isNull();
    }
    assertThat(OpenFiles.count()).isEqualTo(openFiles - 2);
  }

  @Test
  void aWakeupEndsTheWait() throws Exception {
    try (Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"))) {
      listener.wakeup();
      assertThat(listener.accept(HOUR_NANOS)).isNull();

      Thread other = new Thread(listener::wakeup, "other");
      other.start();
      assertThat(listener.accept(HOUR_NANOS)).isNull();
      other.join();
    }
  }

  @Test
  void aLivePortIsRefused() throws IOException {
    try (Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"))) {
      long openFiles = OpenFiles.count();
      assertThatThrownBy(() -> Listener.bind(listener.endpoint()))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("something listens on " + listener.endpoint())
          .hasMessageContaining("EADDRINUSE");
      assertThat(OpenFiles.count()).isEqualTo(openFiles);
    }
  }

  @Test
  void aLiveUnixSocketIsRefused() throws IOException {
    Endpoint endpoint = Endpoint.unix(directory.resolve("live"));
    try (Listener listener = Listener.bind(endpoint)) {
      assertThatThrownBy(() -> Listener.bind(endpoint))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("something listens on " + endpoint);
      assertThat(listener.endpoint()).isEqualTo(endpoint);
      assertThat(directory.resolve("live")).exists();
    }
    assertThat(directory.resolve("live")).doesNotExist();
  }

  @Test
  void aFileThatADeadListenerLeftIsReplaced() throws IOException {
    Path path = directory.resolve("stale");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (Listener listener = Listener.bind(Endpoint.unix(path));
        Connection connection = Connection.connect(listener.endpoint(), HOUR_NANOS);
        Connection accepted = Wiring.accept(listener)) {
      assertThat(connection.isLocal()).isTrue();
      assertThat(accepted.isLocal()).isTrue();
    }
  }

  @Test
  void aFileOfAnotherKindIsLeftAlone() throws IOException {
    Path path = Files.writeString(directory.resolve("notes"), "keep me");
    assertThatThrownBy(() -> Listener.bind(Endpoint.unix(path)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no socket");
    assertThat(path).hasContent("keep me");
  }

  @Test
  void aForeignAddressAndAMissingDirectoryAreExplained() {
    assertThatThrownBy(() -> Listener.bind(Endpoint.parse("192.0.2.1:0")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("no interface");
    assertThatThrownBy(() -> Listener.bind(Endpoint.unix(directory.resolve("no/socket"))))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("directory does not exist");
  }

  @Test
  void aClosedListenerRefuses() throws IOException {
    Listener listener = Listener.bind(Endpoint.parse("127.0.0.1:0"));
    listener.close();
    listener.close();
    listener.wakeup();
    assertThatThrownBy(() -> listener.accept(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }
}
