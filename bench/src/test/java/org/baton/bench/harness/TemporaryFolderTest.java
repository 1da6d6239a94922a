package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nothing stays in the folder for temporary files. */
class TemporaryFolderTest {
  @Test
  void itGoesWithSocketsAndFolders() throws IOException {
    TemporaryFolder folder = new TemporaryFolder();
    Path socket = folder.path().resolve("socket");
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(socket));
    }
    Files.writeString(Files.createDirectory(folder.path().resolve("logs")).resolve("log"), "x");
    assertThat(socket).exists();

    folder.close();

    assertThat(folder.path()).doesNotExist();
  }
}
