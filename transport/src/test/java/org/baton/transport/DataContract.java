package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.baton.transport.ChannelCounters.Counter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions arrive, whole and in order. */
interface DataContract extends Sides {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 65_537, 1 << 20, 8 << 20})
  default void movesRegionsOfEverySize(int length) {
    left().fill(3, length, 1);
    right().channel.receive(11, length);
    left().channel.send(3, length, 42);
    Side.drive(() -> right().heard.received == 1 && left().heard.released == 1, left(), right());

    right().assertFilled(11, length, 1);
    assertThat(left().heard.events).containsExactly("sent 42", "released 42");
    assertThat(right().heard.events).containsExactly("received " + length + " at 11");
  }

  @Test
  default void keepsTheOrderOfManyRegions() {
    Random random = new Random(7);
    int regions = 500;
    for (int i = 0; i < regions; i++) {
      int length = 1 + random.nextInt(20_000);
      int round = i + 1;
      left().fill(0, length, i);
      right().channel.receive(0, length);
      left().channel.send(0, length, i);
      Side.drive(
          () -> right().heard.received == round && left().heard.released == round, left(), right());
      right().assertFilled(0, length, i);
    }
  }

  @Test
  default void carriesBothDirectionsAtOnce() {
    int length = 1 << 20;
    int rounds = 20;
    left().fill(0, length, 1);
    right().fill(0, length, 2);
    for (int i = 1; i <= rounds; i++) {
      int round = i;
      for (Side side : new Side[] {left(), right()}) {
        side.channel.receive(length, length);
        side.channel.send(0, length, round);
      }
      Side.drive(
          () ->
              left().heard.received == round
                  && right().heard.received == round
                  && left().heard.released == round
                  && right().heard.released == round,
          left(),
          right());
    }
    right().assertFilled(length, length, 1);
    left().assertFilled(length, length, 2);
  }

  @Test
  default void sendsOneRegionThatIsReceivedAsMany() {
    int length = 4 << 20;
    int piece = length / 64;
    left().fill(0, length, 5);
    left().channel.send(0, length, 0);
    for (int i = 0; i < 64; i++) {
      int round = i + 1;
      right().channel.receive((long) i * piece, piece);
      Side.drive(() -> right().heard.received == round, left(), right());
    }
    Side.drive(() -> left().heard.released == 1, left(), right());
    right().assertFilled(0, length, 5);
  }

  @Test
  default void receivesOneRegionThatIsSentAsMany() {
    int length = 1 << 20;
    int piece = length / 64;
    left().fill(0, length, 6);
    right().channel.receive(0, length);
    for (int i = 0; i < 64; i++) {
      int round = i + 1;
      left().channel.send((long) i * piece, piece, i);
      Side.drive(() -> left().heard.released == round, left(), right());
    }
    Side.drive(() -> right().heard.received == 1, left(), right());
    right().assertFilled(0, length, 6);
  }

  @Test
  default void handlersStartTheNextOperation() {
    int regions = 200;
    int length = 3000;
    right().channel.receive(0, length);
    left().channel.send(0, length, 0);
    ChannelHandler sender =
        new ChannelHandler() {
          @Override
          public void onSent(long token) {
            left().heard.onSent(token);
            if (token + 1 < regions) {
              left().channel.send(0, length, token + 1);
            }
          }

          @Override
          public void onReleased(long token) {
            left().heard.onReleased(token);
          }

          @Override
          public void onClosed(@Nullable TransportException cause) {
            left().heard.onClosed(cause);
          }
        };
    ChannelHandler receiver =
        new ChannelHandler() {
          @Override
          public void onReceived(long offset, int bytes) {
            right().heard.onReceived(offset, bytes);
            if (right().heard.received < regions) {
              right().channel.receive(0, length);
            }
          }

          @Override
          public void onClosed(@Nullable TransportException cause) {
            right().heard.onClosed(cause);
          }
        };
    while (right().heard.received < regions || left().heard.released < regions) {
      left().channel.poll(sender);
      right().channel.poll(receiver);
    }
    assertThat(left().heard.sent).isEqualTo(regions);
    assertThat(left().heard.closed || right().heard.closed).isFalse();
  }

  @Test
  default void countsWhatItMoves() {
    right().channel.receive(0, 1000);
    left().channel.send(0, 1000, 0);
    Side.drive(() -> right().heard.received == 1 && left().heard.released == 1, left(), right());

    assertThat(left().channel.counters().get(Counter.SENT_BYTES)).isEqualTo(1000);
    assertThat(right().channel.counters().get(Counter.RECEIVED_BYTES)).isEqualTo(1000);
    assertThat(left().channel.counters().get(Counter.RECEIVED_BYTES)).isZero();
    assertThat(left().channel.counters().get(Counter.SYSTEM_CALLS)).isPositive();
  }

  @Test
  default void countsTheRegionsThatItOwns() {
    assertThat(left().channel.inFlight()).isZero();
    left().channel.receive(0, 10);
    left().channel.send(100, 10, 0);
    assertThat(left().channel.inFlight()).isEqualTo(2);
    assertThat(left().channel.canSend()).isFalse();
    assertThat(left().channel.canReceive()).isFalse();

    right().channel.receive(0, 10);
    right().channel.send(100, 10, 0);
    Side.drive(() -> left().heard.received == 1 && left().heard.released == 1, left(), right());
    assertThat(left().channel.inFlight()).isZero();
    assertThat(left().channel.canSend()).isTrue();
    assertThat(left().channel.canReceive()).isTrue();
  }
}
