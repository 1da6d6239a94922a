package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Words from anywhere, on one line of the operator's terminal. */
class TextTest {
  @Test
  void lineBreaksBecomeSemicolons() {
    assertThat(Text.oneLine(" gone\n  try again\r\n")).isEqualTo("gone; try again");
    assertThat(Text.oneLine(null)).isEqualTo("no reason was given");
  }

  @Test
  void noOtherControlCharacterIsLeft() {
    StringBuilder all = new StringBuilder("a");
    for (char c = 0; c < 0x100; c++) {
      all.append(c);
    }
    assertThat(Text.oneLine(all.toString()).chars()).noneMatch(Character::isISOControl);
    assertThat(Text.oneLine("\u001b[2J \u009b1m \u0007")).isEqualTo("?[2J ?1m ?");
    assertThat(Text.oneLine("Ger\u00e4t nic0")).isEqualTo("Ger\u00e4t nic0");
  }

  @Test
  void filesThatCannotBeUsedAreNamedWithTheReason() {
    assertThat(Text.cause(new NoSuchFileException("/a/b")))
        .isEqualTo("there is no folder for /a/b");
    assertThat(Text.cause(new AccessDeniedException("/a/b")))
        .isEqualTo("permission denied for /a/b");
    assertThat(Text.cause(new FileAlreadyExistsException("/a"))).isEqualTo("/a is not a folder");
    assertThat(Text.cause(new FileSystemException("/a", null, "Is a directory")))
        .isEqualTo("/a: Is a directory");
    assertThat(Text.cause(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
  }
}
