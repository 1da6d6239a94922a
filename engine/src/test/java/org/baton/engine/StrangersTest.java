package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.TransportChoice;
import org.baton.transport.message.Hello;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever connects to a waiting destination: it stays up for the source that it waits for. */
class StrangersTest {
  private static final String NIC = "name=nic0,initialBytes=64K,stopCopyBytes=64K";

  private MigrationPair pair;
  private CompletableFuture<MigrationReport> loading;

  @BeforeEach
  void listen() throws Exception {
    pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC);
    loading = pair.startDestination();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  private void visit(byte[] bytes, int length) throws IOException {
    try (Socket stranger =
        new Socket(InetAddress.getLoopbackAddress(), pair.listener.endpoint().port())) {
      stranger.getOutputStream().write(bytes, 0, length);
    }
  }

  private void visit(byte[] bytes) throws IOException {
    visit(bytes, bytes.length);
  }

  private void assertStillServes(int strangers) throws Exception {
    MigrationReport saved = MigrationPair.await(pair.startSource());
    Outcome.assertCompleted(pair, new MigrationPair.Reports(saved, MigrationPair.await(loading)));
    assertThat(pair.log.stream().filter(line -> line.startsWith("dropped a connection from")))
        .hasSize(strangers);
  }

  @Test
  void survivesAHelloThatBreaksOffAnywhere() throws Exception {
    byte[] hello = RawFrames.hello(1, 1, "nic0");
    for (int length = 0; length < hello.length; length++) {
      visit(hello, length);
    }
    assertStillServes(hello.length);
  }

  @Test
  void survivesWhoSpeaksAnotherLanguage() throws Exception {
    visit("GET / HTTP/1.1\r\nHost: baton\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    visit(new byte[100_000]);
    byte[] wrongMagic = RawFrames.hello(1, 1, "nic0");
    wrongMagic[0] ^= 1;
    visit(wrongMagic);
    byte[] wrongSchema = RawFrames.hello(1, 1, "nic0");
    wrongSchema[12] ^= 1;
    visit(wrongSchema);
    byte[] tooLong = RawFrames.hello(1, 1, "nic0");
    Arrays.fill(tooLong, 4, 8, (byte) 0xff);
    visit(tooLong);

    assertStillServes(5);
  }

  @Test
  void survivesADataChannelOfNobody() throws Exception {
    visit(RawFrames.channelHello(new SessionId(3, 4), 0));

    assertStillServes(1);
    assertThat(pair.log).anyMatch(line -> line.contains("a data channel of a migration"));
  }

  @Test
  void survivesWhoSaysNothing() throws Exception {
    try (Socket silent =
        new Socket(InetAddress.getLoopbackAddress(), pair.listener.endpoint().port())) {
      // Not even dropped yet: the source did not have to wait for that.
      assertStillServes(0);
      assertThat(silent.getInputStream().read()).as("dropped in the end").isEqualTo(-1);
    }
  }

  @Test
  void tellsASourceOfAnotherVersionSo() throws Exception {
    // What it offers beside that may be beyond the limits of this version.
    assertThat(answerTo(RawFrames.of(to -> to.hello(emptyOffer(8, 9)))))
        .contains("the source speaks versions 8 to 9, this side 1 to 1");
    MigrationReport report = MigrationPair.await(loading);
    assertThat(Objects.requireNonNull(report.failure()).code()).isEqualTo(FailCode.VERSION);

    assertTheListenerStillServes();
  }

  @Test
  void survivesAHelloThatIsNoneAndSaysSo() throws Exception {
    byte[] rotten = RawFrames.hello(1, 1, "nic0");
    rotten[rotten.length - 1] = (byte) 0xff;
    assertThat(answerTo(rotten)).contains("a name is not UTF-8");
    assertThat(answerTo(RawFrames.of(to -> to.commit(true)))).contains("must begin with a Hello");

    assertStillServes(2);
  }

  private static Hello emptyOffer(int minVersion, int maxVersion) {
    return new Hello(minVersion, maxVersion, 1, 4, 4_096, new SessionId(1, 2), 0, List.of());
  }

  private String answerTo(byte[] bytes) throws IOException {
    try (Socket stranger =
        new Socket(InetAddress.getLoopbackAddress(), pair.listener.endpoint().port())) {
      stranger.getOutputStream().write(bytes);
      return new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A context serves one migration; the listener and the devices serve the next one too. */
  private void assertTheListenerStillServes() throws Exception {
    DestinationContext again =
        new DestinationContext()
            .transport(TransportChoice.SOCKETS)
            .listener(pair.listener)
            .guest(pair.destinationGuest)
            .device(pair.destinationDevices.get(0));
    loading = MigrationPair.start(new DestinationMigration(again)::run);
    assertStillServes(0);
  }
}
