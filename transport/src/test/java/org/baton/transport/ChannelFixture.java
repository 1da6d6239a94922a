package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Two connected channels, both driven by the thread of the test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChannelFixture implements Sides {
  private Side left;
  private Side right;
  private Transport transport;
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
    transport = Transport.choose(choice());
    openFiles = OpenFiles.count();
    Connection[] ends = ends();
    left = side(ends[0]);
    right = side(ends[1]);
  }

  @AfterEach
  void disconnect() throws IOException {
    left.close();
    right.close();
    assertThat(OpenFiles.count()).as("open files").isEqualTo(openFiles);
  }

  @Override
  public final Side left() {
    return left;
  }

  @Override
  public final Side right() {
    return right;
  }

  @Override
  public final Connection[] ends() throws IOException {
    return wiring().connect();
  }

  @Override
  public final Side side(Connection connection) throws IOException {
    return Side.open(transport, connection, options());
  }
}
