package org.baton.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.baton.bench.side.Meter;
import org.baton.bench.side.Part;
import org.baton.bench.side.Side;
import org.baton.bench.side.SideArguments;
import org.baton.transport.Endpoint;

/**
 * Writes to the file what arrives, on the event loops that receive it. Its channels read nothing
 * before the round has begun.
 */
public final class NettyDestination implements Side {
  private final int count;
  private final FileChannel file;
  private final NettyTransport transport;
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final List<Channel> channels = new ArrayList<>();
  private final Channel server;

  /**
   * Listens.
   *
   * @throws Exception if the endpoint cannot be had, or the file not be opened
   */
  public NettyDestination(SideArguments arguments) throws Exception {
    count = arguments.channels();
    file = FileChannel.open(arguments.file(), StandardOpenOption.WRITE);
    transport = new NettyTransport(arguments);
    server =
        transport
            .server()
            .childHandler(new Accepting(accepted))
            .bind(transport.address())
            .sync()
            .channel();
  }

  private static final class Accepting extends ChannelInitializer<Channel> {
    private final BlockingQueue<Channel> accepted;

    private Accepting(BlockingQueue<Channel> accepted) {
      this.accepted = accepted;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                  accepted.add(context.channel());
                }
              });
    }
  }

  @Override
  public String listening() {
    return server.localAddress() instanceof InetSocketAddress inet
        ? Endpoint.tcp(inet.getAddress().getHostAddress(), inet.getPort()).toString()
        : transport.endpoint().toString();
  }

  @Override
  public void prepare(long bytes) throws InterruptedException {
    while (channels.size() < count) {
      channels.add(accepted.take());
    }
  }

  @Override
  public int move(long bytes, Meter meter) throws Exception {
    meter.start();
    NettyRound round = new NettyRound(count);
    List<Part> parts = Part.of(bytes, count);
    for (Channel channel : channels) {
      channel.pipeline().addLast(new NettyLoader(file, parts, round));
      channel.config().setAutoRead(true);
    }
    int digest = round.await();
    meter.stop();
    return digest;
  }

  @Override
  public void finish() throws InterruptedException {
    for (Channel channel : channels) {
      // The source hangs up once it has its answer: to hang up first could lose it on the way.
      channel.closeFuture().sync();
    }
    channels.clear();
  }

  @Override
  public void close() throws IOException {
    server.close().syncUninterruptibly();
    transport.close();
    file.close();
    Path path = transport.endpoint().path();
    if (path != null) {
      Files.deleteIfExists(path);
    }
  }
}
