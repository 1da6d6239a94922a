package org.baton.bench.harness;

import java.util.ArrayList;
import java.util.List;
import org.baton.bench.side.SideMain;

/**
 * How a side in Java is started: with this process's class path, and the options that Baton's
 * launcher has.
 */
public final class JavaCommand {
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms64m",
          "-XX:+AlwaysPreTouch",
          "--enable-native-access=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

  private JavaCommand() {}

  /**
   * The words before those of the side's arguments.
   *
   * @param peer as {@link SideMain} knows it
   * @param more options of the JVM that only this peer needs
   */
  public static List<String> of(String peer, String... more) {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(OPTIONS);
    words.addAll(List.of(more));
    words.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SideMain.class.getName(), peer));
    return words;
  }

  /** The options that all have. */
  public static List<String> options() {
    return OPTIONS;
  }
}
