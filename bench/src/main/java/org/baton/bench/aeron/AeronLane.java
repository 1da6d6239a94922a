package org.baton.bench.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.baton.bench.side.Checksums;
import org.baton.bench.side.Part;

/**
 * One channel: a stream with the bytes, and a stream with answers the other way. The source has the
 * file read right into the log buffer, and the destination has it written right from there.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class AeronLane {
  /** Messages that are taken at a time; the source gets room again after each time. */
  private static final int FRAGMENTS = 4;

  private final AeronNode node;
  private final FileChannel file;
  private final ExclusivePublication out;
  private final Subscription in;
  private final IdleStrategy idle;
  private final BufferClaim claim = new BufferClaim();
  private final AeronView view = new AeronView();
  private final CRC32C checksum = new CRC32C();
  private final FragmentHandler handler = this::onFragment;

  /** Where the next bytes go in the file, and where they end; behind them are numbers. */
  private long at;

  private long end;
  private int number;
  private boolean numberThere;

  AeronLane(AeronNode node, FileChannel file, ExclusivePublication out, Subscription in) {
    this.node = node;
    this.file = file;
    this.out = out;
    this.in = in;
    idle = node.idle();
  }

  /** Waits until both streams have their other ends. */
  void connect() throws IOException, InterruptedException {
    node.await("the other side", () -> out.isConnected() && in.imageCount() == 1);
  }

  /** Sends a part, and waits for the answer. */
  int save(Part part) throws IOException {
    checksum.reset();
    int most = out.maxPayloadLength();
    for (long next = part.begin(); next < part.end(); ) {
      int length = (int) Math.min(most, part.end() - next);
      claim(length);
      ByteBuffer place = view.of(claim.buffer(), claim.offset(), length);
      int begin = place.position();
      while (place.hasRemaining()) {
        int read = file.read(place, next);
        if (read <= 0) {
          claim.abort();
          throw new EOFException("the device ends at " + next + ", before " + part.end());
        }
        next += read;
      }
      checksum.update(place.position(begin));
      claim.commit();
    }
    int digest = (int) checksum.getValue();
    send(digest);
    Checksums.compare(part, digest, receive());
    return digest;
  }

  /** Takes in a part, and answers. */
  int load(Part part) throws IOException {
    checksum.reset();
    at = part.begin();
    end = part.end();
    while (at < end) {
      poll();
    }
    int digest = (int) checksum.getValue();
    Checksums.compare(part, receive(), digest);
    send(digest);
    return digest;
  }

  /** Sends a number. */
  void send(int value) throws IOException {
    claim(Integer.BYTES);
    claim.buffer().putInt(claim.offset(), value);
    claim.commit();
  }

  /** Waits for a number. */
  int receive() throws IOException {
    while (!numberThere) {
      poll();
    }
    numberThere = false;
    return number;
  }

  private void claim(int length) throws IOException {
    idle.reset();
    for (long position = out.tryClaim(length, claim);
        position < 0;
        position = out.tryClaim(length, claim)) {
      if (position != Publication.BACK_PRESSURED && position != Publication.ADMIN_ACTION) {
        throw new IOException("the other side is lost: " + Publication.errorString(position));
      }
      node.check();
      idle.idle();
    }
  }

  private void poll() throws IOException {
    Image image = in.imageCount() == 0 ? null : in.imageAtIndex(0);
    if (image == null || image.isClosed()) {
      throw new EOFException("the other side is lost: its stream has ended");
    }
    int taken = image.poll(handler, FRAGMENTS);
    node.check();
    idle.idle(taken);
  }

  private void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
    if (at == end) {
      number = buffer.getInt(offset);
      numberThere = true;
      return;
    }
    ByteBuffer data = view.of(buffer, offset, length);
    int begin = data.position();
    checksum.update(data);
    data.position(begin);
    try {
      while (data.hasRemaining()) {
        at += file.write(data, at);
      }
    } catch (IOException e) {
      // Aeron would only log it.
      node.fail(e);
    }
  }
}
