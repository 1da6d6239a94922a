package org.baton.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which Baton this is. */
final class Version implements IVersionProvider {
  Version() {}

  /** Baton's version, as the build wrote it. */
  static String text() {
    Properties properties = new Properties();
    try (InputStream stream = Version.class.getResourceAsStream("version.properties")) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "baton " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }
}
