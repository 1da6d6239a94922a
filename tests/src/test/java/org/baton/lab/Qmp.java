package org.baton.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** QEMU's monitor: a JSON object on each line, in both directions. One thread. */
final class Qmp implements AutoCloseable {
  private static final long RETRY_MILLIS = 20;

  private final SocketChannel channel;
  private final BufferedReader lines;
  private final List<JsonObject> events = new ArrayList<>();

  private Qmp(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    next();
    execute("qmp_capabilities");
  }

  /** Connects once QEMU listens there. */
  static Qmp connect(Path socket, Process qemu) throws IOException, InterruptedException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Qmp(channel);
      } catch (IOException e) {
        channel.close();
        if (!qemu.isAlive()) {
          throw new IOException("QEMU ended with " + qemu.exitValue(), e);
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  /** A command without arguments. */
  JsonElement execute(String command) throws IOException {
    return execute(command, "{}");
  }

  /**
   * Does something.
   *
   * @param command its name
   * @param arguments a JSON object
   * @return what it returns
   * @throws IOException if QEMU refuses
   */
  JsonElement execute(String command, String arguments) throws IOException {
    JsonObject request = new JsonObject();
    request.addProperty("execute", command);
    request.add("arguments", JsonParser.parseString(arguments));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(request + "\n");
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    for (JsonObject answer = next(); ; answer = next()) {
      if (answer.has("event")) {
        events.add(answer);
      } else if (answer.has("error")) {
        throw new IOException(command + ": " + answer.get("error"));
      } else {
        return answer.get("return");
      }
    }
  }

  private JsonObject next() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("QEMU has closed its monitor");
    }
    return JsonParser.parseString(line).getAsJsonObject();
  }

  /** The states of the migration, as events told them before the last answer was read. */
  List<String> migrationStates() {
    return events.stream()
        .filter(event -> event.get("event").getAsString().equals("MIGRATION"))
        .map(event -> event.getAsJsonObject("data").get("status").getAsString())
        .toList();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
