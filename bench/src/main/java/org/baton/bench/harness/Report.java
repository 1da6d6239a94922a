package org.baton.bench.harness;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark has shown, and where: one JSON object. */
public final class Report {
  private final JsonObject json = new JsonObject();
  private final JsonObject environment;

  /**
   * Begins a report, and warns of what will spoil it.
   *
   * @param benchmark its name
   */
  public Report(String benchmark, Environment environment) {
    this.environment = environment.json();
    json.addProperty("benchmark", benchmark);
    json.add("environment", this.environment);
    environment.warnings().forEach(warning -> System.err.println("bench: warning: " + warning));
  }

  /** To be added to. */
  public JsonObject json() {
    return json;
  }

  /**
   * Writes it.
   *
   * @throws IOException if that fails
   */
  public void write(Path file) throws IOException {
    environment.addProperty("loadAfter", Files.readString(Path.of("/proc/loadavg")).strip());
    Files.writeString(
        file,
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n");
  }
}
