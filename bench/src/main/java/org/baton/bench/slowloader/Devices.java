package org.baton.bench.slowloader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.baton.bench.harness.Content;
import org.baton.bench.harness.JavaCommand;
import org.baton.bench.harness.MemoryWatch;
import org.baton.bench.harness.MigrationFigures;
import org.baton.bench.harness.Peer;
import org.baton.bench.harness.Round;
import org.baton.bench.harness.SidePair;
import org.baton.bench.side.Role;
import org.baton.engine.pipeline.DestinationPipeline;
import org.baton.engine.pipeline.SourcePipeline;

/** Baton's two processes, with some fast devices and perhaps a slow one behind them. */
final class Devices implements AutoCloseable {
  /** How many are fast. */
  static final int FAST = 3;

  /** Baton's defaults, given to it all the same: the slab is reckoned from them. */
  private static final int WINDOW_CHUNKS = 16;

  private static final int CHUNK_BYTES = 1 << 20;

  private final Content content;
  private final Path figures;
  private final int count;
  private final long bytes;
  private final SidePair pair;

  /** Only the fast ones. */
  Devices(Content content, Path folder, long deviceBytes) throws IOException {
    this(content, folder.resolve("fast"), FAST, deviceBytes, Map.of());
  }

  /** With a slow one, the last. */
  Devices(Content content, Path folder, long deviceBytes, int slowBytesPerSecond)
      throws IOException {
    this(
        content,
        folder.resolve("slow"),
        FAST + 1,
        deviceBytes,
        Map.of(
            "slow-device", Integer.toString(FAST),
            "slow-bytes-per-second", Integer.toString(slowBytesPerSecond)));
  }

  private Devices(
      Content content, Path figures, int count, long deviceBytes, Map<String, String> slow)
      throws IOException {
    this.content = content;
    this.figures = figures;
    this.count = count;
    this.bytes = count * deviceBytes;
    Map<String, String> options = new TreeMap<>(slow);
    options.put("devices", Integer.toString(count));
    options.put("window-chunks", Integer.toString(WINDOW_CHUNKS));
    options.put("chunk-bytes", Integer.toString(CHUNK_BYTES));
    options.put("figures", figures.toString());
    pair =
        new SidePair(
            new Peer("baton", JavaCommand.of("baton"), options), "tcp:127.0.0.1:0", 1, content);
  }

  /** One round. */
  Round move() throws IOException {
    return pair.move(content, bytes);
  }

  /** One round with a slow device, with an eye on memory. */
  BesideSlow watched() throws IOException {
    MemoryWatch source = new MemoryWatch(pair.pid(Role.SOURCE));
    MemoryWatch destination = new MemoryWatch(pair.pid(Role.DESTINATION));
    Round round;
    try (source;
        destination) {
      round = move();
    }
    return new BesideSlow(
        fastMillis(),
        MigrationFigures.read(figures).millis("mem" + FAST + ".downtimeNanos"),
        Growth.of(source, SourcePipeline.slabBytes(count, WINDOW_CHUNKS, CHUNK_BYTES)),
        Growth.of(destination, DestinationPipeline.slabBytes(count, WINDOW_CHUNKS, CHUNK_BYTES)),
        round);
  }

  /** How long it took in the last round until all fast ones were loaded. */
  double fastMillis() throws IOException {
    MigrationFigures told = MigrationFigures.read(figures);
    return IntStream.range(0, FAST)
        .mapToDouble(device -> told.millis("mem" + device + ".downtimeNanos"))
        .max()
        .orElseThrow();
  }

  @Override
  public void close() throws IOException {
    pair.close();
    Files.deleteIfExists(figures);
  }
}
