package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.baton.bench.side.PeerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers in processes of their own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SidePairTest {
  private static final long LENGTH = (3 << 20) + 123;
  private static final String ENDPOINT = "tcp:127.0.0.1:0";

  @TempDir Path folder;

  @Test
  void aPeerInJavaMovesTheContentRoundAfterRound() throws IOException {
    Peer nio = new Peer("nio", JavaCommand.of(PeerKind.NIO.word()), Map.of());
    try (Content content = new Content(LENGTH);
        SidePair pair = new SidePair(nio, ENDPOINT, 3, content)) {
      for (int i = 0; i < 2; i++) {
        Round round = pair.move(content, LENGTH);
        assertThat(round.source().digest()).isEqualTo(round.destination().digest());
        assertThat(round.source().cpuNanos()).isNotNegative();
      }
    }
  }

  @Test
  void thePumpInCComputesTheSameChecksums() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "gcc"))),
        "no gcc");
    Path pump = folder.resolve("pump");
    Process compiler =
        new ProcessBuilder(
                "gcc",
                "-O2",
                "-march=x86-64-v2",
                "-pthread",
                "-o",
                pump.toString(),
                Path.of("peers", "pump.c").toAbsolutePath().toString())
            .inheritIO()
            .start();
    assertThat(compiler.waitFor()).isZero();
    Peer c = new Peer("c", List.of(pump.toString()), Map.of("buffer-bytes", "65536"));
    try (Content content = new Content(LENGTH);
        SidePair pair = new SidePair(c, "unix:" + folder.resolve("socket"), 1, content)) {
      Round round = pair.move(content, LENGTH);
      assertThat(round.source().digest())
          .isEqualTo(Integer.toUnsignedLong(content.source().digest(LENGTH)))
          .isEqualTo(round.destination().digest());
    }
  }

  @Test
  void aSideThatDiesIsNamed() {
    Peer dead = new Peer("dead", List.of("false"), Map.of());
    try (Content content = new Content(LENGTH)) {
      assertThatThrownBy(() -> new SidePair(dead, ENDPOINT, 1, content))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("dead")
          .hasMessageContaining("destination");
    }
  }
}
