package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "tcp:10.0.0.1:4444, tcp:10.0.0.1:4444",
    "10.0.0.1:4444, tcp:10.0.0.1:4444",
    "host.example:0, tcp:host.example:0",
    "tcp:[::1]:65535, tcp:[::1]:65535",
    "[fe80::1]:9, tcp:[fe80::1]:9",
    "unix:/run/baton.sock, unix:/run/baton.sock",
    "unix:a:b, unix:a:b"
  })
  void readsItsFormsAndWritesTheCanonicalOne(String text, String canonical) {
    Endpoint endpoint = Endpoint.parse(text);
    assertThat(endpoint).hasToString(canonical);
    assertThat(Endpoint.parse(canonical)).isEqualTo(endpoint).hasSameHashCodeAs(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "tcp:host",
        ":4444",
        "tcp::4444",
        "host:",
        "host:x",
        "host:65536",
        "host:-1",
        "::1:4444",
        "tcp:::1:4444",
        "udp:host:1",
        "[]:4",
        "[::1:4",
        "unix:",
        "a/b:4"
      })
  void refusesWhatIsNoneWithASentence(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void refusesAPathThatTheKernelHasNoRoomFor() {
    assertThatThrownBy(() -> Endpoint.parse("unix:/" + "x".repeat(107)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 107 bytes");
    assertThat(Endpoint.parse("unix:/" + "x".repeat(106)).isUnix()).isTrue();
  }

  @Test
  void knowsWhatStaysOnTheMachine() {
    assertThat(Endpoint.parse("127.0.0.1:1").isLoopback()).isTrue();
    assertThat(Endpoint.parse("[::1]:1").isLoopback()).isTrue();
    assertThat(Endpoint.parse("unix:/x").isLoopback()).isTrue();
    assertThat(Endpoint.parse("192.0.2.1:1").isLoopback()).isFalse();
    assertThat(Endpoint.parse("no.such.host.invalid:1").isLoopback()).isFalse();
  }

  @Test
  void becomesAnAddress() throws TransportException {
    assertThat(Endpoint.parse("192.0.2.1:7").address())
        .isEqualTo(new InetSocketAddress("192.0.2.1", 7));
    assertThat(Endpoint.parse("unix:/x").address()).isEqualTo(UnixDomainSocketAddress.of("/x"));
    assertThatThrownBy(() -> Endpoint.parse("no.such.host.invalid:1").address())
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("'no.such.host.invalid'");
  }
}
