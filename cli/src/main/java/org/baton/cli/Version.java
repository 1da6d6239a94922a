package org.baton.cli;

import picocli.CommandLine.IVersionProvider;

/** Which Baton this is. */
final class Version implements IVersionProvider {
  Version() {}

  /** Baton's version, or "unknown" where it does not run from its modules. */
  static String text() {
    return Baton.class.getModule().getDescriptor() == null
        ? "unknown"
        : Baton.class.getModule().getDescriptor().rawVersion().orElse("unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "baton " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
