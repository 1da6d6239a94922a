package org.baton.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.zip.CRC32C;
import org.baton.bench.side.Checksums;
import org.baton.bench.side.Part;

/**
 * Takes in what a {@link NettySaver} sends, and answers with the checksum of what it has written.
 *
 * <p><b>Threading:</b> the channel's event loop.
 */
final class NettyLoader extends ChannelInboundHandlerAdapter {
  private final FileChannel file;
  private final List<Part> parts;
  private final NettyRound round;
  private final NettyInt channel = new NettyInt();
  private final NettyInt announced = new NettyInt();
  private final CRC32C checksum = new CRC32C();

  private long done;

  NettyLoader(FileChannel file, List<Part> parts, NettyRound round) {
    this.file = file;
    this.parts = parts;
    this.round = round;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    try {
      take(context, (ByteBuf) message);
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(ChannelHandlerContext context, ByteBuf data) throws IOException {
    if (!channel.take(data)) {
      return;
    }
    Part part = parts.get(channel.value());
    int length = (int) Math.min(data.readableBytes(), part.length() - done);
    checksum.update(data.internalNioBuffer(data.readerIndex(), length));
    for (int end = data.readerIndex() + length; data.readerIndex() < end; ) {
      done += data.readBytes(file, part.begin() + done, end - data.readerIndex());
    }
    if (done == part.length() && announced.take(data)) {
      int digest = (int) checksum.getValue();
      Checksums.compare(part, announced.value(), digest);
      // Only when it has left is the round over.
      ChannelFuture ignored =
          context
              .writeAndFlush(context.alloc().directBuffer(Integer.BYTES).writeInt(digest))
              .addListener(
                  answered -> {
                    if (answered.isSuccess()) {
                      round.moved(digest);
                    } else {
                      round.failed(answered.cause());
                    }
                  });
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    round.failed(new EOFException("the source has closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    round.failed(cause);
  }
}
