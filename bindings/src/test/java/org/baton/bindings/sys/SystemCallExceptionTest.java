package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.baton.bindings.linux.Linux;
import org.junit.jupiter.api.Test;

class SystemCallExceptionTest {
  @Test
  void aResultIsPassedOn() {
    assertThat(SystemCallException.check("read", 0)).isZero();
    assertThat(SystemCallException.check("read", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anErrorKeepsTheCallAndTheNumber() {
    SystemCallException exception =
        catchThrowableOfType(
            SystemCallException.class,
            () -> SystemCallException.check("open of /dev/vfio/12", -Linux.EBUSY()));
    assertThat(exception)
        .hasMessage("open of /dev/vfio/12 failed: EBUSY (Device or resource busy)");
    assertThat(exception.call()).isEqualTo("open of /dev/vfio/12");
    assertThat(exception.errno()).isEqualTo(Linux.EBUSY());
    assertThatThrownBy(() -> SystemCallException.check("read", -5L))
        .hasMessage("read failed: EIO (Input/output error)");
  }
}
