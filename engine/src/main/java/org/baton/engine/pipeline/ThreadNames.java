package org.baton.engine.pipeline;

/** Names of threads: at most 15 characters, because that is what {@code top -H} shows. */
public final class ThreadNames {
  private static final int MAX_CHARACTERS = 15;

  private ThreadNames() {}

  /**
   * Makes a name like {@code baton-rd-nic0}. The end of a long name is kept: it is what differs.
   *
   * @param role two or three letters
   * @param name of the participant or channel
   */
  public static String of(String role, String name) {
    String prefix = "baton-" + role + "-";
    int room = MAX_CHARACTERS - prefix.length();
    return prefix + (name.length() <= room ? name : name.substring(name.length() - room));
  }
}
