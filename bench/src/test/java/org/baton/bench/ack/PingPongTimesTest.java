package org.baton.bench.ack;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class PingPongTimesTest {
  private final MemorySegment memory =
      MemorySegment.ofArray(new long[(int) PingPongTimes.bytes(2) / Long.BYTES]);
  private final PingPongTimes times = new PingPongTimes(memory);

  @Test
  void eachRequestHasTwo() throws IOException {
    memory.setAtIndex(JAVA_LONG, 2, 700);
    memory.setAtIndex(JAVA_LONG, 3, 300);
    assertThat(times.sinceDueNanos(1)).isEqualTo(700);
    assertThat(times.sinceSentNanos(1)).isEqualTo(300);
  }

  @Test
  void oneThatWasNotAnsweredIsNoShortOne() {
    assertThatThrownBy(() -> times.sinceSentNanos(0)).hasMessageContaining("request 0");
  }
}
