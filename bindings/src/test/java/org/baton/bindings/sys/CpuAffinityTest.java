package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

class CpuAffinityTest {
  @Test
  void bindsTheCallingThreadAlone() throws Exception {
    int[] before = CpuAffinity.get();
    int last = before[before.length - 1];
    FutureTask<int[]> bound =
        new FutureTask<>(
            () -> {
              assertThat(CpuAffinity.set(last)).isZero();
              return CpuAffinity.get();
            });
    Thread.ofPlatform().start(bound);
    assertThat(bound.get()).containsExactly(last);
    assertThat(CpuAffinity.get()).isEqualTo(before);
  }

  @Test
  void refusesProcessorsThatAreNotThere() {
    assertThat(CpuAffinity.set()).isEqualTo(-Linux.EINVAL());
    assertThat(CpuAffinity.set(1023)).isEqualTo(-Linux.EINVAL());
    assertThatThrownBy(() -> CpuAffinity.set(1024)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CpuAffinity.set(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
