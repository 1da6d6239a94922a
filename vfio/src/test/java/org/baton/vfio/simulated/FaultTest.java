package org.baton.vfio.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.baton.bindings.linux.Linux;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault, from text and back. */
class FaultTest {
  @Test
  void readsAllItsParts() {
    assertThat(Fault.parse("state:STOP_COPY:3+:EBUSY"))
        .isEqualTo(
            new Fault(
                FaultPoint.STATE,
                DeviceState.STOP_COPY,
                3,
                true,
                FaultEffect.ERRNO,
                Linux.EBUSY()));
    assertThat(Fault.parse("reset:EIO"))
        .isEqualTo(new Fault(FaultPoint.RESET, null, 1, false, FaultEffect.ERRNO, Linux.EIO()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "read:3:EIO",
        "read:1+:short=17",
        "read:2:corrupt=100",
        "read:9:end",
        "write:1:EINTR",
        "write:4:delay=50ms",
        "info:2:garbage",
        "size:1+:garbage",
        "get:1:ENODEV",
        "state:PRE_COPY_P2P:2:ERROR",
        "state:STOP:1:delay=1s",
        "reset:1:EAGAIN",
        "reset:1+:nothing",
        "open:1:EIO",
        "read:1+:EAGAIN",
      })
  void textOfAFaultReadsBackTheSame(String text) {
    assertThat(Fault.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          ''                  # '' is no point: say read, write, info, size, get, state, reset, open
          poll:1:EIO          # 'poll' is no point
          read                # it is cut short
          read:x:EIO          # 'x' is no call's number
          read:0:EIO          # a fault counts calls from 1, not 0
          read:1:EWHAT        # 'EWHAT' is no effect: say E..., delay=TIME, short=BYTES
          read:1:E...         # 'E...' is no effect
          read:1:EIO:5        # it has too many parts
          read:1:garbage      # 'read' cannot have the effect 'garbage'
          read:1:ERROR        # 'read' cannot have the effect 'ERROR'
          write:1:end         # 'write' cannot have the effect 'end'
          read:1:short=0      # 'short=BYTES' cannot have the argument 0
          read:1:short=x      # 'x' is no size
          read:1:delay=5      # '5' is no time
          write:2+:EINTR      # EINTR is answered by asking again
          open:2:EIO          # a device is opened once
          open:1:nothing      # 'open' cannot have the effect 'nothing'
          state:ERROR:EIO     # no arc leads into ERROR
          state:NOWHERE:EIO   # 'NOWHERE' is no device state
          """)
  void badTextIsNamed(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.parse(text))
        .withMessageStartingWith("fault '" + text + "': ")
        .withMessageContaining(message);
  }

  @Test
  void partsMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Fault(FaultPoint.READ, DeviceState.STOP, 1, false, FaultEffect.ERRNO, 5))
        .withMessageContaining("names a state");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fault(FaultPoint.READ, null, 1, false, FaultEffect.ERRNO, 0))
        .withMessageContaining("cannot have the argument 0");
  }
}
