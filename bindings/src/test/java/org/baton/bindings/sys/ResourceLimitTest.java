package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

class ResourceLimitTest {
  @Test
  void readsWhatTheKernelShows() throws Exception {
    ResourceLimit limit = ResourceLimit.get(Linux.RLIMIT_MEMLOCK());
    String shown =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(line -> line.startsWith("Max locked memory"))
            .findFirst()
            .orElseThrow();
    String soft = limit.unlimited() ? "unlimited" : Long.toUnsignedString(limit.soft());
    assertThat(shown).matches("Max locked memory +" + soft + " .*");
  }

  @Test
  void changesWhatHolds() {
    int resource = Linux.RLIMIT_MEMLOCK();
    ResourceLimit before = ResourceLimit.get(resource);
    long lower = before.unlimited() ? 1L << 40 : before.soft() - 1;
    assertThat(ResourceLimit.set(resource, lower, before.hard())).isZero();
    assertThat(ResourceLimit.get(resource)).isEqualTo(new ResourceLimit(lower, before.hard()));
    assertThat(ResourceLimit.set(resource, before.soft(), before.hard())).isZero();
    assertThat(ResourceLimit.get(resource)).isEqualTo(before);
  }

  @Test
  void anUnknownResourceIsAnError() {
    assertThatThrownBy(() -> ResourceLimit.get(12345))
        .isInstanceOf(SystemCallException.class)
        .hasMessageStartingWith("getrlimit of resource 12345 failed: EINVAL");
    assertThat(ResourceLimit.set(12345, 1, 1)).isEqualTo(-Linux.EINVAL());
    assertThat(ResourceLimit.set(Linux.RLIMIT_MEMLOCK(), 2, 1)).isEqualTo(-Linux.EINVAL());
    assertThat(new ResourceLimit(ResourceLimit.UNLIMITED, ResourceLimit.UNLIMITED).unlimited())
        .isTrue();
  }
}
