package org.baton.bench.side;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private static final List<Part> PARTS = Part.of(300, 3);

  @Test
  void checksumsAreJoined() throws Exception {
    try (Workers workers = new Workers()) {
      assertThat(workers.run(PARTS, part -> 1 << part.channel())).isEqualTo(0b111);
    }
  }

  @Test
  void aFailureIsNotHeldUpByOthersThatWait() {
    CountDownLatch never = new CountDownLatch(1);
    try (Workers workers = new Workers()) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      PARTS,
                      part -> {
                        if (part.channel() == 2) {
                          throw new IOException("the third has failed");
                        }
                        never.await();
                        return 0;
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("the third has failed");
    }
  }
}
