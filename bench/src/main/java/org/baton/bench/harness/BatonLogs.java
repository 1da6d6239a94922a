package org.baton.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the two sides of Baton log how long their stages take; each migration begins anew. */
public final class BatonLogs implements AutoCloseable {
  private static final List<String> SIDES = List.of("source.hlog", "destination.hlog");

  private final Path folder;

  /**
   * Creates the folder, which {@link #close()} deletes.
   *
   * @throws IOException if it is there already, or cannot be made
   */
  public BatonLogs(Path folder) throws IOException {
    this.folder = Files.createDirectory(folder);
  }

  /** The same peer, which logs here. */
  public Peer of(Peer baton) {
    return baton.with("hlog", folder.toString());
  }

  /**
   * The last migration's times.
   *
   * @throws IOException if a side has logged none
   */
  public StageTimes read() throws IOException {
    StageTimes times = new StageTimes();
    for (String side : SIDES) {
      times.read(folder.resolve(side));
    }
    return times;
  }

  @Override
  public void close() throws IOException {
    for (String side : SIDES) {
      Files.deleteIfExists(folder.resolve(side));
    }
    Files.delete(folder);
  }
}
