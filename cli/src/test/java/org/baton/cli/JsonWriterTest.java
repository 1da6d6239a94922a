package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON as RFC 8259 has it. */
class JsonWriterTest {
  @Test
  void objectsAndArraysNest() {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("n", -7).field("yes", true).field("none", (String) null);
    json.beginArray("items").item("x").beginObject().field("k", "v").end().end();
    json.beginObject("empty").end().beginArray("nothing").end().millisField("ms", 1_234_567).end();
    assertThat(json)
        .hasToString(
            """
            {
              "n": -7,
              "yes": true,
              "none": null,
              "items": [
                "x",
                {
                  "k": "v"
                }
              ],
              "empty": {},
              "nothing": [],
              "ms": 1.235
            }
            """);
  }

  @Test
  void whatAnotherWriterWroteIsIndentedLikeTheRest() {
    String inner = new JsonWriter().beginObject().field("ratio", 2.0 / 3).end().toString();
    JsonWriter json = new JsonWriter().beginObject().beginArray("items");
    json.itemText(inner).itemText(inner).end().end();
    assertThat(json)
        .hasToString(
            """
            {
              "items": [
                {
                  "ratio": 0.667
                },
                {
                  "ratio": 0.667
                }
              ]
            }
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          say "hi"     | say \\"hi\\"
          C:\\x        | C:\\\\x
          ~a\nb\rc\td~ | a\\nb\\rc\\td
          ~\u0001\u007f\u009b~ | \\u0001\\u007f\\u009b
          Gerät 😀     | Gerät 😀
          ~\ud83d!~    | \\ud83d!
          ~!\ude00~    | !\\ude00
          """)
  void textIsEscaped(String text, String escaped) {
    assertThat(new JsonWriter().beginObject().field("k", text).end())
        .hasToString("{\n  \"k\": \"" + escaped + "\"\n}\n");
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> new JsonWriter().field("k", 1))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new JsonWriter().beginObject().item("x"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new JsonWriter().beginObject().beginArray("a").field("k", 1))
        .isInstanceOf(IllegalStateException.class);
    JsonWriter open = new JsonWriter().beginObject();
    assertThatThrownBy(open::toString).isInstanceOf(IllegalStateException.class);
  }
}
