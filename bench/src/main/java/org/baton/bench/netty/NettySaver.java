package org.baton.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.baton.bench.side.Checksums;
import org.baton.bench.side.Part;

/**
 * Sends a part: its channel's number, the bytes, their checksum. Reads the file as long as the
 * channel is writable, and goes on when it is so again. Then it waits for the destination's
 * checksum.
 *
 * <p><b>Threading:</b> the channel's event loop.
 */
final class NettySaver extends ChannelInboundHandlerAdapter {
  private final FileChannel file;
  private final Part part;
  private final int bufferBytes;
  private final NettyRound round;
  private final CRC32C checksum = new CRC32C();
  private final NettyInt answer = new NettyInt();

  private long at;
  private boolean sent;

  NettySaver(FileChannel file, Part part, int bufferBytes, NettyRound round) {
    this.file = file;
    this.part = part;
    this.bufferBytes = bufferBytes;
    this.round = round;
    at = part.begin();
  }

  /** Begins, when it has been added to a channel that is connected. */
  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ByteBuf head = context.alloc().directBuffer(Integer.BYTES);
    ChannelFuture ignored = context.write(head.writeInt(part.channel()), context.voidPromise());
    fill(context);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    fill(context);
  }

  private void fill(ChannelHandlerContext context) {
    try {
      while (at < part.end() && context.channel().isWritable()) {
        ChannelFuture ignored = context.write(read(context), context.voidPromise());
      }
    } catch (IOException e) {
      round.failed(e);
      return;
    }
    if (at == part.end() && !sent) {
      sent = true;
      ByteBuf end = context.alloc().directBuffer(Integer.BYTES);
      ChannelFuture ignored =
          context.write(end.writeInt((int) checksum.getValue()), context.voidPromise());
    }
    context.flush();
  }

  private ByteBuf read(ChannelHandlerContext context) throws IOException {
    int most = (int) Math.min(bufferBytes, part.end() - at);
    ByteBuf buffer = context.alloc().directBuffer(bufferBytes, bufferBytes);
    int read = buffer.writeBytes(file, at, most);
    if (read <= 0) {
      buffer.release();
      throw new EOFException("the device ends at " + at + ", before " + part.end());
    }
    at += read;
    checksum.update(buffer.internalNioBuffer(0, read));
    return buffer;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    try {
      if (answer.take((ByteBuf) message)) {
        int digest = (int) checksum.getValue();
        Checksums.compare(part, digest, answer.value());
        round.moved(digest);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    round.failed(new EOFException("the destination has closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    round.failed(cause);
  }
}
