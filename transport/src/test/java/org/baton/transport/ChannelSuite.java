package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel promises, whatever moves the bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChannelSuite {
  static final long SLAB_BYTES = 16L << 20;

  Side left;
  Side right;
  private long openFiles;

  abstract TransportChoice choice();

  abstract Wiring wiring();

  ChannelOptions options() {
    return ChannelOptions.defaults();
  }

  /** The JVM opens files of its own when it first uses sockets and directories. */
  @BeforeAll
  void warmUp() throws IOException {
    connect();
    left.close();
    right.close();
  }

  @BeforeEach
  void connect() throws IOException {
    Transport transport = Transport.choose(choice());
    openFiles = openFiles();
    Connection[] ends = wiring().connect();
    left = side(transport, ends[0]);
    right = side(transport, ends[1]);
  }

  @AfterEach
  void disconnect() throws IOException {
    left.close();
    right.close();
    assertThat(openFiles()).as("open files").isEqualTo(openFiles);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 65_537, 1 << 20, 8 << 20})
  void movesRegionsOfEverySize(int length) {
    left.fill(3, length, 1);
    right.channel.receive(11, length);
    left.channel.send(3, length, 42);
    Side.drive(() -> right.heard.received == 1 && left.heard.released == 1, left, right);

    right.assertFilled(11, length, 1);
    assertThat(left.heard.events).containsExactly("sent 42", "released 42");
    assertThat(right.heard.events).containsExactly("received " + length + " at 11");
  }

  private Side side(Transport transport, Connection connection) throws IOException {
    Slab slab = Slab.map(SLAB_BYTES);
    Channel channel = transport.channel(connection, slab, options());
    channel.open();
    return new Side(channel, slab);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
