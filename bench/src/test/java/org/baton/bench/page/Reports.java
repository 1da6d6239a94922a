package org.baton.bench.page;

import com.google.gson.JsonParser;
import java.nio.file.Path;

/** Reports that no benchmark has written. */
final class Reports {
  private Reports() {}

  /** Quotes may be single. */
  static Result of(String json) {
    var object = JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject();
    return new Result(
        Path.of("some.json"), object.get("benchmark").getAsString(), object, Measures.of(object));
  }

  static Measures measures(String json) {
    return Measures.of(JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject());
  }
}
