package org.baton.bench.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.OpenOption;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.Part;
import org.baton.bench.side.SideArguments;
import org.baton.bench.side.Workers;

/**
 * What both sides have: the file, for each channel a direct buffer that lives over all rounds, a
 * thread, and for each round a connection.
 *
 * <p>Buffers are page-aligned. Where malloc puts large ones, a few bytes behind a page's begin, the
 * kernel's copies to and from them were found to take twice the time.
 */
final class NioLanes implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int PAGE_BYTES = 4096;

  private final FileChannel file;
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final List<NioLane> lanes = new ArrayList<>();
  private final Workers workers = new Workers();

  NioLanes(SideArguments arguments, OpenOption access) throws IOException {
    file = FileChannel.open(arguments.file(), access);
    int bytes = arguments.option("buffer-bytes", BUFFER_BYTES);
    for (int i = 0; i < arguments.channels(); i++) {
      // The JDK fills it with zeros, which touches it.
      buffers.add(ByteBuffer.allocateDirect(bytes + PAGE_BYTES).alignedSlice(PAGE_BYTES));
    }
  }

  /** Gives the next channel its connection. */
  void add(SocketChannel socket) throws IOException {
    lanes.add(new NioLane(file, socket, buffers.get(lanes.size())));
  }

  int save(long bytes) throws Exception {
    return workers.run(parts(bytes), part -> lanes.get(part.channel()).save(part));
  }

  int load(long bytes) throws Exception {
    return workers.run(parts(bytes), part -> lanes.get(part.channel()).load(part));
  }

  private List<Part> parts(long bytes) {
    return Part.of(bytes, buffers.size());
  }

  /** Closes the connections. */
  void finish() throws IOException {
    for (NioLane lane : lanes) {
      lane.close();
    }
    lanes.clear();
  }

  @Override
  public void close() throws IOException {
    finish();
    workers.close();
    file.close();
  }
}
