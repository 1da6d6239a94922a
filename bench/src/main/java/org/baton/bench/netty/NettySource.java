package org.baton.bench.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Part;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;

/** Reads the file into pooled buffers, on the event loops that send them. */
public final class NettySource implements Side {
  private final int count;
  private final FileChannel file;
  private final NettyTransport transport;
  private final Bootstrap client;
  private final List<Channel> channels = new ArrayList<>();

  /**
   * Opens the file, and starts the event loops.
   *
   * @throws IOException if the file cannot be opened
   */
  public NettySource(SideArguments arguments) throws IOException {
    count = arguments.channels();
    file = FileChannel.open(arguments.file(), StandardOpenOption.READ);
    transport = new NettyTransport(arguments);
    client = transport.client().handler(new Connecting());
  }

  /** Adds nothing: what a channel does is known when the round begins. */
  private static final class Connecting extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {}
  }

  @Override
  public String listening() {
    return "";
  }

  @Override
  public void prepare(long bytes) throws Exception {
    for (int i = 0; i < count; i++) {
      channels.add(client.connect(transport.address()).sync().channel());
    }
  }

  @Override
  public int move(long bytes, Meter meter) throws Exception {
    meter.start();
    NettyRound round = new NettyRound(count);
    for (Part part : Part.of(bytes, count)) {
      channels
          .get(part.channel())
          .pipeline()
          .addLast(new NettySaver(file, part, transport.bufferBytes(), round));
    }
    int digest = round.await();
    meter.stop();
    return digest;
  }

  @Override
  public void finish() throws InterruptedException {
    for (Channel channel : channels) {
      channel.close().sync();
    }
    channels.clear();
  }

  @Override
  public void close() throws IOException {
    transport.close();
    file.close();
  }
}
