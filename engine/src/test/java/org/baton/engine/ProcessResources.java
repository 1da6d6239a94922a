package org.baton.engine;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process holds: what a migration took it must have given back.
 *
 * @param files open file descriptors
 * @param threads names of Baton's threads
 * @param slabs mappings as long as a test's slab, and a page or two more
 */
record ProcessResources(long files, List<String> threads, long slabs) {
  /**
   * Counts.
   *
   * @param slabBytes a length that no mapping of the JVM is likely to have
   */
  static ProcessResources now(long slabBytes) throws IOException {
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.startsWith("baton-"))
            .toList();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"));
        Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      long slabs =
          maps.mapToLong(ProcessResources::length)
              .filter(length -> length >= slabBytes && length < slabBytes + (1 << 20))
              .count();
      return new ProcessResources(files.count(), threads, slabs);
    }
  }

  static {
    // The JVM's own sockets keep one of their own from the first close on.
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      client.getOutputStream().write(0);
      server.accept().close();
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Sockets, eventfds and rings of this process: nothing of the JVM's comes and goes there. */
  static long handles() {
    long handles = 0;
    File[] fds = new File("/proc/self/fd").listFiles();
    for (File fd : fds == null ? new File[0] : fds) {
      try {
        String target = Files.readSymbolicLink(fd.toPath()).toString();
        if (target.startsWith("socket:")
            || target.equals("anon_inode:[eventfd]")
            || target.equals("anon_inode:[io_uring]")) {
          handles++;
        }
      } catch (IOException e) {
        // The descriptor of the listing itself is gone by now.
      }
    }
    return handles;
  }

  private static long length(String line) {
    String[] range = line.substring(0, line.indexOf(' ')).split("-", 2);
    return Long.parseUnsignedLong(range[1], 16) - Long.parseUnsignedLong(range[0], 16);
  }
}
