package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** However a connection ends, the owner hears once, why, and gets all regions back. */
interface EndContract extends Sides {
  int BIG = 8 << 20;

  @Test
  default void anOrderlyEndBetweenReceivesHasNoCause() {
    right().channel.send(0, 10, 0);
    left().channel.receive(0, 10);
    Side.drive(() -> left().heard.received == 1 && right().heard.released == 1, left(), right());
    left().channel.receive(0, 10);
    right().channel.close();
    Side.drive(() -> left().heard.closed, left());

    assertThat(left().heard.cause).isNull();
    assertThat(left().channel.canReceive()).isFalse();
    assertThat(left().channel.canSend()).isFalse();
    assertThat(left().channel.inFlight()).isZero();
  }

  @Test
  default void anEndThatCameBeforeTheReceiveIsHeardThen() {
    right().channel.close();
    left().channel.receive(0, 10);
    Side.drive(() -> left().heard.closed, left());

    assertThat(left().heard.cause).isNull();
  }

  @Test
  default void anEndWithinAReceiveTellsHowFarItCame() {
    left().channel.receive(0, 10);
    right().channel.send(0, 5, 0);
    Side.drive(() -> right().heard.released == 1, left(), right());
    right().channel.close();
    Side.drive(() -> left().heard.closed, left());

    assertThat(left().heard.cause).hasMessageContaining("after 5 of 10 bytes");
    assertThat(left().heard.received).isZero();
  }

  @Test
  default void whatWasSentBeforeTheEndArrives() {
    right().fill(0, 5000, 9);
    right().channel.send(0, 5000, 0);
    Side.drive(() -> right().heard.released == 1, right());
    right().channel.close();
    left().channel.receive(0, 5000);
    Side.drive(() -> left().heard.received == 1, left());
    left().assertFilled(0, 5000, 9);

    left().channel.receive(0, 1);
    Side.drive(() -> left().heard.closed, left());
    assertThat(left().heard.cause).isNull();
  }

  @Test
  default void aResetNamesTheError() throws IOException {
    Connection[] ends = ends();
    try (Side side = side(ends[0])) {
      side.channel.send(0, 1000, 0);
      Side.drive(() -> side.heard.released == 1, side);
      ends[1].close(); // With bytes unread: a reset.
      side.channel.receive(0, 10);
      Side.drive(() -> side.heard.closed, side);

      assertThat(side.heard.cause).hasMessageContaining("ECONNRESET").hasMessageContaining("peer");
    }
  }

  @Test
  default void aSendToNobodyFailsAndIsReleased() {
    right().channel.close();
    long token = 0;
    while (!left().heard.closed) {
      if (left().channel.canSend()) {
        left().channel.send(0, 4096, token++);
      }
      left().channel.poll(left().heard);
    }
    assertThat(left().heard.cause).hasMessageMatching("(?s).*(EPIPE|ECONNRESET).*");
    assertThat(left().heard.released).isEqualTo((int) token);
    assertThat(left().heard.sent).isLessThan((int) token);
    assertThat(left().channel.inFlight()).isZero();
  }

  @Test
  default void aFailingSendDoesNotCutTheReceive() {
    right().fill(0, 100, 3);
    right().channel.send(0, 100, 0);
    Side.drive(() -> right().heard.released == 1, right());
    right().channel.close();

    left().channel.receive(0, 100);
    left().channel.send(0, BIG, 0);
    Side.drive(() -> left().heard.closed && left().heard.released == 1, left());
    assertThat(left().heard.events).contains("received 100 at 0");
    left().assertFilled(0, 100, 3);
  }

  @Test
  default void aPeerThatEndsReleasesTheSendThatItDoesNotRead() {
    left().channel.send(0, BIG, 8);
    left().channel.poll(left().heard);
    right().channel.close();
    Side.drive(() -> left().heard.closed && left().heard.released == 1, left());

    assertThat(left().heard.cause).isNotNull();
    assertThat(left().heard.sent).isZero();
  }

  @Test
  default void theEndIsToldOnce() {
    left().channel.receive(0, 10);
    right().channel.close();
    Side.drive(() -> left().heard.closed, left());
    left().channel.poll(left().heard);
    left().channel.shutdown();
    left().channel.poll(left().heard);

    assertThat(left().heard.events).containsOnlyOnce("closed");
  }

  @Test
  default void closingTakesBackWhatIsUnderWay() {
    left().channel.receive(0, 10);
    left().channel.send(100, BIG, 7);
    left().channel.poll(left().heard);
    assertThat(left().channel.inFlight()).isEqualTo(2);

    left().channel.close(left().heard);
    assertThat(left().heard.events).containsExactly("released 7");
    left().slab.close();
    assertThat(left().slab.segment().scope().isAlive()).isFalse();
  }

  @Test
  default void theSlabOutlivesItsChannel() {
    assertThatThrownBy(() -> left().slab.close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("close the channels first");
    assertThat(left().slab.segment().scope().isAlive()).isTrue();
  }

  @Test
  default void closingTwiceIsClosingOnce() {
    left().channel.close();
    left().channel.close();
    assertThatThrownBy(() -> left().channel.canSend())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
  }
}
