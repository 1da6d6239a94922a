package org.baton.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ContentTest {
  private static final long LENGTH = (1 << 20) + 123;

  @Test
  void oneWrongByteIsNoticedWhereverItIs() {
    try (Content content = new Content(LENGTH)) {
      MemorySegment destination = content.destination().segment();
      destination.copyFrom(content.source().segment());
      assertThatCode(() -> content.verify(LENGTH)).doesNotThrowAnyException();
      for (long at : new long[] {0, LENGTH / 2, LENGTH - 1}) {
        byte right = destination.get(ValueLayout.JAVA_BYTE, at);
        destination.set(ValueLayout.JAVA_BYTE, at, (byte) (right ^ 1));
        assertThatThrownBy(() -> content.verify(LENGTH))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("not what was sent");
        destination.set(ValueLayout.JAVA_BYTE, at, right);
      }
    }
  }

  @Test
  void whatAFormerRoundHasBroughtIsNotTakenForThisOnes() {
    try (Content content = new Content(LENGTH)) {
      content.destination().segment().copyFrom(content.source().segment());
      content.change();
      assertThatThrownBy(() -> content.verify(LENGTH)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void nothingOfItIsZero() {
    try (Content content = new Content(LENGTH)) {
      assertThat(content.source().segment().get(ValueLayout.JAVA_BYTE, LENGTH - 1)).isNotZero();
    }
  }
}
