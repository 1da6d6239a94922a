package org.baton.bench.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.baton.bench.harness.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ends of each peer, in one process. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PeerKindTest {
  private static final long LENGTH = (3 << 20) + 123;
  private static final int ROUNDS = 2;

  @TempDir Path folder;

  /** Only those that listen at the endpoint take notice of what kind it is. */
  private static Stream<Boolean> unix(PeerKind kind) {
    return switch (kind) {
      case BATON, NIO, NETTY -> Stream.of(false, true);
      case AERON_UDP, AERON_IPC -> Stream.of(false);
    };
  }

  static Stream<Arguments> ways() {
    return Stream.of(PeerKind.values())
        .flatMap(
            kind ->
                unix(kind)
                    .flatMap(
                        unix ->
                            Stream.of(1, 3).map(channels -> Arguments.of(kind, unix, channels))));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void allBytesArrive(PeerKind kind, boolean unix, int channels) throws Exception {
    String endpoint = unix ? "unix:" + folder.resolve("socket") : "tcp:127.0.0.1:0";
    try (Content content = new Content(LENGTH);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Side destination =
            kind.side(
                new SideArguments(
                    Role.DESTINATION, endpoint, channels, content.destination().path(), Map.of()));
        Side source =
            kind.side(
                new SideArguments(
                    Role.SOURCE,
                    destination.listening(),
                    channels,
                    content.source().path(),
                    Map.of()))) {
      for (int round = 0; round < ROUNDS; round++) {
        content.destination().segment().fill((byte) 0);
        Future<Integer> arrived = thread.submit(() -> move(destination));
        int sent = move(source);
        assertThat(arrived.get()).isEqualTo(sent);
        assertThat(content.source().segment().mismatch(content.destination().segment()))
            .isEqualTo(-1);
      }
    }
  }

  private static int move(Side side) throws Exception {
    side.prepare(LENGTH);
    int digest = side.move(LENGTH, new Meter());
    side.finish();
    return digest;
  }

  @Test
  void isFoundByItsWord() {
    for (PeerKind kind : PeerKind.values()) {
      assertThat(PeerKind.parse(kind.word())).isEqualTo(kind);
    }
    assertThatThrownBy(() -> PeerKind.parse("carrier-pigeon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("carrier-pigeon");
  }
}
