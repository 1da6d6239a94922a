package org.baton.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.Bytes;
import org.baton.engine.report.PendingReport;
import org.baton.vfio.DeviceState;
import org.jspecify.annotations.Nullable;

/** Numbers and sentences as people read them. Plain ASCII, for any terminal. */
final class Text {
  private Text() {}

  /** Bytes in a unit that leaves one to four digits, {@code 33.1 MiB}. */
  static String bytes(long bytes) {
    return Bytes.text(bytes);
  }

  /** A duration as milliseconds, {@code 42.1 ms}, or seconds from ten of them on. */
  static String duration(long nanos) {
    return nanos < 10_000_000_000L
        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** Seconds since the start, {@code 1.2 s}. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** A device's state, in QEMU's words: {@code pre-copy-p2p}. */
  static String state(DeviceState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How fast new dirty data is made; 0 says that none was seen. */
  static String dirtyRate(PendingReport pending) {
    return pending.dirtyBytesPerSecond() == 0 ? "-" : Bytes.rate(pending.dirtyBytesPerSecond());
  }

  /** One of an ack's round trips, if there was any. */
  static String roundTrip(AckReport acks, long nanos) {
    return acks.received() == 0 ? "-" : duration(nanos);
  }

  /** A digest as reports write it. */
  static String digest(int crc32c) {
    return String.format(Locale.ROOT, "crc32c:%08x", crc32c);
  }

  /** Why a file could not be used, without the names of Java's classes. */
  static String cause(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no folder for " + e.getFile();
      case AccessDeniedException e -> "permission denied for " + e.getFile();
      case FileAlreadyExistsException e -> e.getFile() + " is not a folder";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  /**
   * The same words without line breaks, and with a question mark for every other control character:
   * some words come from the other side, and must not steer the operator's terminal.
   */
  static String oneLine(@Nullable String text) {
    return text == null
        ? "no reason was given"
        : text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cc}", "?");
  }
}
