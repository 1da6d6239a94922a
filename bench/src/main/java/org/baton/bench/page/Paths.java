package org.baton.bench.page;

/** Names with dots between them. */
final class Paths {
  private Paths() {}

  /** All but the last name; empty for the first. */
  static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** The last name. */
  static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** One name more. */
  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
