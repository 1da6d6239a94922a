package org.baton.bench.small;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.MigrationFigures;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Round;
import org.baton.bench.harness.SidePair;

/** Migrations of some devices that share the content. */
final class Migrations implements AutoCloseable {
  private final Content content;
  private final int devices;
  private final Path figures;
  private final SidePair pair;

  Migrations(Content content, Path folder, int devices) throws IOException {
    this.content = content;
    this.devices = devices;
    figures = folder.resolve("figures-" + devices);
    pair =
        new SidePair(
            new Peer(
                "baton",
                JavaCommand.of("baton"),
                Map.of("devices", Integer.toString(devices), "figures", figures.toString())),
            "tcp:127.0.0.1:0",
            1,
            content);
  }

  int devices() {
    return devices;
  }

  /** Runs one. */
  WholeMigration run() throws IOException {
    Round round = pair.move(content, content.length());
    return new WholeMigration(MigrationFigures.read(figures), round);
  }

  @Override
  public void close() throws IOException {
    pair.close();
    Files.deleteIfExists(figures);
  }
}
