package org.baton.bench.nio;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.zip.CRC32C;
import org.baton.bench.side.Checksums;
import org.baton.bench.side.Part;

/**
 * One connection, the buffer that all goes through, and the checksum. The source sends its checksum
 * behind the bytes; the destination answers with its own when all is written.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class NioLane {
  private final FileChannel file;
  private final SocketChannel socket;
  private final ByteBuffer buffer;
  private final CRC32C checksum = new CRC32C();

  NioLane(FileChannel file, SocketChannel socket, ByteBuffer buffer) throws IOException {
    this.file = file;
    this.socket = socket;
    this.buffer = buffer;
    if (socket.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  /** Sends a part, and waits for the answer. */
  int save(Part part) throws IOException {
    checksum.reset();
    for (long at = part.begin(); at < part.end(); ) {
      prepareFor(part.end() - at);
      int read = file.read(buffer, at);
      if (read <= 0) {
        throw new EOFException("the device ends at " + at + ", before " + part.end());
      }
      at += read;
      buffer.flip();
      check();
      send();
    }
    int digest = (int) checksum.getValue();
    buffer.clear().putInt(digest).flip();
    send();
    Checksums.compare(part, digest, receiveInt());
    return digest;
  }

  /** Takes in a part, and answers. */
  int load(Part part) throws IOException {
    checksum.reset();
    for (long at = part.begin(); at < part.end(); ) {
      prepareFor(part.end() - at);
      receive();
      buffer.flip();
      check();
      while (buffer.hasRemaining()) {
        at += file.write(buffer, at);
      }
    }
    int digest = (int) checksum.getValue();
    Checksums.compare(part, receiveInt(), digest);
    buffer.clear().putInt(digest).flip();
    send();
    return digest;
  }

  private void prepareFor(long most) {
    buffer.clear().limit((int) Math.min(buffer.capacity(), most));
  }

  private void check() {
    checksum.update(buffer);
    buffer.rewind();
  }

  private void send() throws IOException {
    while (buffer.hasRemaining()) {
      int ignored = socket.write(buffer);
    }
  }

  private void receive() throws IOException {
    if (socket.read(buffer) < 0) {
      throw new EOFException("the other side has closed the connection");
    }
  }

  private int receiveInt() throws IOException {
    buffer.clear().limit(Integer.BYTES);
    while (buffer.hasRemaining()) {
      receive();
    }
    return buffer.flip().getInt();
  }

  void close() throws IOException {
    socket.close();
  }
}
