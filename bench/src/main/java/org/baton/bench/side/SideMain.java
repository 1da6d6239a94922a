package org.baton.bench.side;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs one side of a peer in Java: {@code PEER ROLE ENDPOINT CHANNELS FILE [NAME=VALUE ...]}. */
public final class SideMain {
  private SideMain() {}

  /** Reads rounds from the standard input until it ends; 1 if something goes wrong. */
  public static void main(String[] words) {
    try {
      serve(words);
    } catch (Throwable e) {
      e.printStackTrace();
      // Whatever threads the side has.
      System.exit(1);
    }
  }

  private static void serve(String[] words) throws Exception {
    SideArguments arguments = SideArguments.parse(Arrays.asList(words).subList(1, words.length));
    try (Side side = PeerKind.parse(words[0]).side(arguments)) {
      if (arguments.role() == Role.DESTINATION) {
        say("listening " + side.listening());
      }
      run(side);
    }
  }

  private static void run(Side side) throws Exception {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      String[] parts = order.split(" ", -1);
      if (parts.length != 2 || !parts[0].equals("round")) {
        throw new IllegalArgumentException("'" + order + "' is no round");
      }
      long bytes = Long.parseLong(parts[1]);
      Meter meter = new Meter();
      side.prepare(bytes);
      int digest = side.move(bytes, meter);
      side.finish();
      say(meter.result(digest).line());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
