package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportChoice;
import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Frames;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever listens where the destination should: the source keeps guest and devices. */
class FakeDestinationTest {
  private static final String NIC = "name=nic0,initialBytes=64K,stopCopyBytes=64K";
  private static final long SHORT_MILLIS = 400;

  private ServerSocket server;
  private MigrationPair pair;
  private CompletableFuture<MigrationReport> saving = new CompletableFuture<>();

  @BeforeEach
  void connect() throws Exception {
    pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC);
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    pair.source.connect(Endpoint.parse("tcp:127.0.0.1:" + server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    pair.close();
  }

  private Socket accept() throws IOException {
    saving = pair.startSource();
    return server.accept();
  }

  private static void readHello(Socket control) throws IOException {
    control.getInputStream().readNBytes(Frames.HEADER_BYTES + 36 + 4 + 17 + 1 + "nic0".length());
  }

  private Failure failure() throws Exception {
    return Outcome.assertSourceHasItBack(pair, MigrationPair.await(saving));
  }

  @Test
  void nobodyListens() throws Exception {
    server.close();
    saving = pair.startSource();

    assertThat(failure().toString()).startsWith("CONNECTION").contains("127.0.0.1");
  }

  @Test
  void hangsUpAtOnce() throws Exception {
    accept().close();

    assertThat(failure().code()).isEqualTo(FailCode.CONNECTION);
  }

  @Test
  void hangsUpAfterTheHello() throws Exception {
    try (Socket control = accept()) {
      readHello(control);
    }
    assertThat(failure().cause()).contains("the destination closed the connection: look there");
  }

  @Test
  void saysNothing() throws Exception {
    pair.source.peerTimeoutMillis(SHORT_MILLIS);
    try (Socket control = accept()) {
      assertThat(failure().cause())
          .contains("the destination has been silent for 0.", "(--peer-timeout)");
      assertThat(control.isConnected()).isTrue();
    }
  }

  @Test
  void isAliveAndNeverGetsReady() throws Exception {
    pair.source.setupTimeoutMillis(SHORT_MILLIS);
    try (Socket control = accept()) {
      readHello(control);
      byte[] alive = RawFrames.of(to -> to.keepAlive(1));
      while (!saving.isDone() && control.isConnected()) {
        try {
          control.getOutputStream().write(alive);
        } catch (IOException e) {
          break; // The source has hung up.
        }
        Thread.onSpinWait();
      }
      Failure failure = failure();
      assertThat(failure.code()).isEqualTo(FailCode.TIMEOUT);
      assertThat(failure.cause()).contains("the destination did not get ready in time");
    }
  }

  @Test
  void speaksAnotherLanguage() throws Exception {
    try (Socket control = accept()) {
      readHello(control);
      control.getOutputStream().write(new byte[64]);
      assertThat(failure().cause()).contains("these are not Baton's bytes");
      byte[] answer = control.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.UTF_8))
          .contains("these are not Baton's bytes");
    }
  }

  @Test
  void answersWithAVersionThatWasNotOffered() throws Exception {
    answer(to -> to.welcome(9, 4, 4_096, 0));

    assertThat(failure().toString()).isEqualTo("VERSION: version 9 was not offered");
  }

  @Test
  void grantsMoreThanWasOffered() throws Exception {
    answer(to -> to.welcome(1, 1_024, 4_096, 0));

    assertThat(failure().cause()).contains("granted 1024 chunks of 4096 bytes");
  }

  @Test
  void saysThatItGaveUp() throws Exception {
    answer(to -> to.fail(FailCode.DEVICE, 0, "the slot is empty"));

    assertThat(failure().toString()).isEqualTo("the other side: DEVICE (nic0): the slot is empty");
  }

  @Test
  void wantsToRunTheGuestAtOnce() throws Exception {
    answer(to -> to.running(1));

    assertThat(failure().cause()).contains("running must not come while the source is HANDSHAKE");
  }

  @Test
  void hangsUpOnceItGotItsDataChannel() throws Exception {
    try (Socket control = accept()) {
      readHello(control);
      control.getOutputStream().write(RawFrames.of(to -> to.welcome(1, 4, 65_536, 0)));
      server.accept().close();
    }
    assertThat(failure().code()).isEqualTo(FailCode.CONNECTION);
  }

  @Test
  void takesNothingFromItsDataChannel() throws Exception {
    pair.source.peerTimeoutMillis(1_000);
    try (Socket control = accept()) {
      readHello(control);
      control.getOutputStream().write(RawFrames.of(to -> to.welcome(1, 4, 65_536, 0)));
      try (Socket data = server.accept()) {
        control.getOutputStream().write(RawFrames.of(ControlMessages::resuming));
        assertThat(failure().cause()).contains("silent for 1.0 s");
        assertThat(data.isConnected()).isTrue();
      }
    }
  }

  private void answer(Consumer<ControlMessages> message) throws Exception {
    Socket control = accept();
    readHello(control);
    control.getOutputStream().write(RawFrames.of(message));
    MigrationPair.await(saving);
    control.close();
  }
}
