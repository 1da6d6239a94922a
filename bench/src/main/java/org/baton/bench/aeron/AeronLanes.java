package org.baton.bench.aeron;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.Part;
import org.baton.bench.side.SideArguments;
import org.baton.bench.side.Workers;

/** What both sides have: the file, the channels, and a thread for each of them. */
final class AeronLanes implements AutoCloseable {
  private final AeronNode node;
  private final FileChannel file;
  private final List<AeronLane> lanes = new ArrayList<>();
  private final Workers workers = new Workers();

  AeronLanes(AeronNode node, SideArguments arguments, OpenOption access) throws IOException {
    this.node = node;
    file = FileChannel.open(arguments.file(), access);
  }

  FileChannel file() {
    return file;
  }

  void add(AeronLane lane) {
    lanes.add(lane);
  }

  List<AeronLane> all() {
    return lanes;
  }

  /** Wakes the threads up, and waits for the other side's streams. */
  void prepare() throws IOException, InterruptedException {
    node.work();
    for (AeronLane lane : lanes) {
      lane.connect();
    }
  }

  int save(long bytes) throws Exception {
    return workers.run(parts(bytes), part -> lanes.get(part.channel()).save(part));
  }

  int load(long bytes) throws Exception {
    return workers.run(parts(bytes), part -> lanes.get(part.channel()).load(part));
  }

  private List<Part> parts(long bytes) {
    return Part.of(bytes, lanes.size());
  }

  void finish() {
    node.rest();
  }

  @Override
  public void close() throws IOException {
    workers.close();
    node.close();
    file.close();
  }
}
