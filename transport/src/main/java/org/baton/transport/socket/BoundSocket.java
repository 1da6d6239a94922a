package org.baton.transport.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.Sockets;
import org.baton.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** A socket that listens. The path of a unix socket goes when it is closed. */
public final class BoundSocket implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int FILE_TYPE_MASK = 0xf000; // S_IFMT of stat(2)
  private static final int SOCKET_TYPE = 0xc000; // S_IFSOCK

  private final int fd;
  private final @Nullable Path path;

  private BoundSocket(int fd, @Nullable Path path) {
    this.fd = fd;
    this.path = path;
  }

  /**
   * Starts to listen.
   *
   * @param name the endpoint, for messages
   * @param address where
   * @param path the file of a unix socket; one that a dead listener left behind is replaced
   * @return a listening socket in non-blocking mode
   * @throws TransportException if the kernel refuses, or somebody listens there already
   */
  public static BoundSocket bind(String name, SocketAddress address, @Nullable Path path)
      throws TransportException {
    int fd = Connector.open(address, Linux.SOCK_NONBLOCK());
    try {
      int result = 0;
      if (path == null) {
        // Else a listener that has just ended blocks its port for a minute.
        result = Sockets.setsockopt(fd, Linux.SOL_SOCKET(), Linux.SO_REUSEADDR(), 1);
      }
      if (result == 0) {
        result = Sockets.bind(fd, address);
      }
      if (result == -Linux.EADDRINUSE() && path != null) {
        removeStale(name, address, path);
        result = Sockets.bind(fd, address);
      }
      if (result == 0) {
        result = Sockets.listen(fd, BACKLOG);
      }
      if (result < 0) {
        throw new TransportException(explain(name, -result));
      }
      return new BoundSocket(fd, path);
    } catch (TransportException | RuntimeException e) {
      int ignored = Libc.close(fd);
      throw e;
    }
  }

  /** The descriptor; readable when a connection waits. */
  public int fd() {
    return fd;
  }

  /** Where it listens, or null for a unix socket. */
  public @Nullable InetSocketAddress localAddress() {
    return SocketNames.localAddress(fd);
  }

  /**
   * Takes a waiting connection.
   *
   * @param name the endpoint, for messages
   * @return the connection, or null if none waits
   * @throws TransportException if the kernel refuses
   */
  public @Nullable StreamSocket accept(String name) throws TransportException {
    int accepted = Sockets.accept(fd, 0);
    if (accepted == Errors.WOULD_BLOCK || accepted == -Linux.ECONNABORTED()) {
      return null;
    }
    if (accepted < 0) {
      throw Errors.failed("accepting a connection on " + name, -accepted);
    }
    InetSocketAddress peer = SocketNames.peerAddress(accepted);
    if (peer == null) {
      return new StreamSocket(accepted, "the peer on " + name, true);
    }
    Connector.setNoDelay(accepted, peer);
    return new StreamSocket(accepted, SocketNames.text(peer), SocketNames.isLocal(accepted));
  }

  /** Stops listening, and removes the path of a unix socket. */
  @Override
  public void close() {
    if (path != null) {
      delete(path);
    }
    int ignored = Libc.close(fd);
  }

  private static void removeStale(String name, SocketAddress address, Path path)
      throws TransportException {
    if (!isSocket(path)) {
      throw new TransportException(
          "cannot listen on " + name + ": a file that is no socket is in the way; remove it");
    }
    int probe = Connector.open(address, Linux.SOCK_NONBLOCK());
    int result = Sockets.connect(probe, address);
    int ignored = Libc.close(probe);
    if (result != -Linux.ECONNREFUSED()) {
      throw new TransportException(explain(name, Linux.EADDRINUSE()));
    }
    delete(path);
  }

  private static boolean isSocket(Path path) {
    try {
      Integer mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return mode != null && (mode & FILE_TYPE_MASK) == SOCKET_TYPE;
    } catch (IOException e) {
      return false; // Gone or unreadable: then the second bind tells what is wrong.
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The file stays; the next listener there finds nobody behind it and replaces it.
    }
  }

  private static String explain(String name, int errno) {
    String said = Errno.name(errno);
    if (errno == Linux.EADDRINUSE()) {
      return "something listens on %s already: end it, or choose another address (%s)"
          .formatted(name, said);
    }
    if (errno == Linux.EADDRNOTAVAIL()) {
      return "cannot listen on %s: no interface of this machine has that address (%s)"
          .formatted(name, said);
    }
    if (errno == Linux.EACCES() || errno == Linux.EPERM()) {
      return "this user may not listen on %s: look at the directory's permissions, or use a port"
              .formatted(name)
          + " above 1023 ("
          + said
          + ")";
    }
    if (errno == Linux.ENOENT()) {
      return "cannot listen on %s: its directory does not exist (%s)".formatted(name, said);
    }
    return "listening on %s failed: %s".formatted(name, Errno.describe(errno));
  }
}
