package org.baton.bench.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.baton.bench.side.SideArguments;
import org.baton.transport.Endpoint;
import org.baton.transport.TransportException;

/**
 * Sockets of one kind, and the event loops that serve them, one for each channel.
 *
 * <p>TCP and unix sockets alike are io_uring's; where the kernel has none for us, epoll's. Over TCP
 * the two were equally fast. Two buffers that wait instead of four were slower.
 *
 * <p>All buffers come from one pool and are page-aligned: the kernel's copies are slow to an
 * address that is a few bytes behind a page's begin, which is where malloc puts large memory.
 */
public final class NettyTransport implements AutoCloseable {
  private static final String EPOLL = "epoll";
  private static final int BUFFER_BYTES = 256 << 10;

  /** So many buffers may wait to be sent, and half of them when more are read. */
  private static final int BUFFERS_WAITING = 4;

  private static final int BACKLOG = 64;
  private static final int PATIENCE_SECONDS = 5;
  private static final int PAGE_BYTES = 4096;
  private static final int POOL_PAGE_BYTES = 8192;
  private static final int POOL_CHUNK_ORDER = 9;

  private final Endpoint endpoint;
  private final boolean epoll;
  private final int bufferBytes;
  private final int waiting;
  private final EventLoopGroup loops;
  private final ByteBufAllocator pool;

  NettyTransport(SideArguments arguments) {
    endpoint = Endpoint.parse(arguments.endpoint());
    epoll = arguments.option("transport", available()).equals(EPOLL);
    bufferBytes = arguments.option("buffer-bytes", BUFFER_BYTES);
    waiting = arguments.option("buffers-waiting", BUFFERS_WAITING);
    int channels = arguments.channels();
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : IoUringIoHandler.newFactory();
    loops = new MultiThreadIoEventLoopGroup(channels, factory);
    pool =
        new PooledByteBufAllocator(
            true, 0, channels, POOL_PAGE_BYTES, POOL_CHUNK_ORDER, 0, 0, false, PAGE_BYTES);
  }

  /**
   * What the option {@code transport} is here: io_uring, or epoll where the kernel refuses that.
   */
  public static String available() {
    return IoUring.isAvailable() ? "io_uring" : EPOLL;
  }

  /** How much is read at a time. */
  int bufferBytes() {
    return bufferBytes;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Where to connect, or to listen. */
  SocketAddress address() throws TransportException {
    Path path = endpoint.path();
    return path == null ? endpoint.address() : new DomainSocketAddress(path.toFile());
  }

  Bootstrap client() {
    Bootstrap client =
        new Bootstrap()
            .group(loops)
            .option(ChannelOption.ALLOCATOR, pool)
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(bufferBytes * waiting / 2, bufferBytes * waiting));
    if (endpoint.isUnix()) {
      return client.channel(
          epoll ? EpollDomainSocketChannel.class : IoUringDomainSocketChannel.class);
    }
    return client
        .channel(epoll ? EpollSocketChannel.class : IoUringSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true);
  }

  ServerBootstrap server() {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops)
            .channel(serverClass())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOCATOR, pool)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(bufferBytes));
    return endpoint.isUnix() ? server : server.childOption(ChannelOption.TCP_NODELAY, true);
  }

  private Class<? extends ServerChannel> serverClass() {
    if (endpoint.isUnix()) {
      return epoll ? EpollServerDomainSocketChannel.class : IoUringServerDomainSocketChannel.class;
    }
    return epoll ? EpollServerSocketChannel.class : IoUringServerSocketChannel.class;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
