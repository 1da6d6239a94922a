package org.baton.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a side of a migration listens: a TCP host and port, or the path of a unix socket.
 *
 * <p>Written {@code tcp:HOST:PORT}, {@code tcp:[V6]:PORT}, {@code unix:PATH}, or {@code HOST:PORT}
 * for short. Immutable. Names are looked up when the endpoint is used, never before.
 */
public final class Endpoint {
  private static final int MAX_PATH_BYTES = 107; // sun_path of sockaddr_un, less its end mark
  private static final String FORMS =
      "write tcp:HOST:PORT, tcp:[IPV6]:PORT, HOST:PORT or unix:PATH";

  private final @Nullable Path path;
  private final String host;
  private final int port;

  private Endpoint(@Nullable Path path, String host, int port) {
    this.path = path;
    this.host = host;
    this.port = port;
  }

  /**
   * Reads an endpoint.
   *
   * @param text one of the forms above
   * @throws IllegalArgumentException if it is none of them; the message says what is wrong
   */
  public static Endpoint parse(String text) {
    if (text.startsWith("unix:")) {
      String path = text.substring("unix:".length());
      if (path.isEmpty()) {
        throw new IllegalArgumentException("'" + text + "' has no path behind unix:");
      }
      return unix(Path.of(path));
    }
    String rest = text.startsWith("tcp:") ? text.substring("tcp:".length()) : text;
    int colon = rest.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + text + "' has no port: " + FORMS);
    }
    return tcp(host(text, rest.substring(0, colon)), port(text, rest.substring(colon + 1)));
  }

  /**
   * A TCP endpoint.
   *
   * @param host a name or an address, IPv6 without brackets
   * @param port 0 to 65535; 0 lets the kernel choose when listening
   */
  public static Endpoint tcp(String host, int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not within 0 to 65535");
    }
    return new Endpoint(null, host, port);
  }

  /**
   * An endpoint in the file system.
   *
   * @param path where the socket is, at most 107 bytes
   */
  public static Endpoint unix(Path path) {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "the path of a unix socket has at most %d bytes, and '%s' has %d: use a shorter one"
              .formatted(MAX_PATH_BYTES, path, length));
    }
    return new Endpoint(path, "", 0);
  }

  /** Whether this is a unix socket. */
  public boolean isUnix() {
    return path != null;
  }

  /** The path of a unix socket, or null. */
  public @Nullable Path path() {
    return path;
  }

  /** The TCP port, or 0 for a unix socket. */
  public int port() {
    return port;
  }

  /** Whether this never leaves the machine: a unix socket, or a loopback address. */
  public boolean isLoopback() {
    if (path != null) {
      return true;
    }
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * The address for the kernel.
   *
   * @throws TransportException if the host has no address
   */
  public SocketAddress address() throws TransportException {
    return addresses().getFirst();
  }

  /** All addresses of the host, in the order of preference. */
  List<SocketAddress> addresses() throws TransportException {
    if (path != null) {
      return List.of(UnixDomainSocketAddress.of(path));
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .<SocketAddress>map(address -> new InetSocketAddress(address, port))
          .toList();
    } catch (UnknownHostException e) {
      throw new TransportException(
          "'" + host + "' of " + this + " has no address: check the name, or write the address", e);
    }
  }

  /** The same endpoint with another port. */
  Endpoint withPort(int newPort) {
    return tcp(host, newPort);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint that
        && Objects.equals(path, that.path)
        && host.equals(that.host)
        && port == that.port;
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, host, port);
  }

  /** The canonical form, which {@link #parse} reads. */
  @Override
  public String toString() {
    if (path != null) {
      return "unix:" + path;
    }
    return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static String host(String text, String host) {
    if (host.startsWith("[") && host.endsWith("]") && host.length() > 2) {
      return host.substring(1, host.length() - 1);
    }
    if (host.contains(":")) {
      throw new IllegalArgumentException(
          "'%s' is not clear: an IPv6 address goes in brackets; %s".formatted(text, FORMS));
    }
    if (host.isEmpty() || host.contains("/") || host.contains("[") || host.contains("]")) {
      throw new IllegalArgumentException("'" + text + "' has no host: " + FORMS);
    }
    return host;
  }

  private static int port(String text, String port) {
    try {
      int number = Integer.parseInt(port);
      if (number >= 0 && number <= 65535) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below is for both.
    }
    throw new IllegalArgumentException(
        "'%s' has no valid port: '%s' is not a number within 0 to 65535".formatted(text, port));
  }
}
