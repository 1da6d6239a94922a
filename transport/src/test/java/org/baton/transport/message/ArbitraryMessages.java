package org.baton.transport.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;

/** Every message with every content that a side may send. */
final class ArbitraryMessages {
  private ArbitraryMessages() {}

  static Arbitrary<Consumer<ControlMessages>> any() {
    Arbitrary<Integer> who = Arbitraries.integers().between(0, Limits.MAX_PARTICIPANTS - 1);
    Arbitrary<Long> number = Arbitraries.longs();
    Arbitrary<Integer> digest = Arbitraries.integers();
    return Arbitraries.oneOf(
        hello().map(offer -> to -> to.hello(offer)),
        Combinators.combine(
                Arbitraries.integers().between(0, 0xfffe),
                Arbitraries.integers().between(0, Limits.MAX_WINDOW_CHUNKS),
                Arbitraries.integers().between(1, Limits.MAX_CHUNK_BYTES),
                number)
            .as((version, window, chunk, bits) -> to -> to.welcome(version, window, chunk, bits)),
        Arbitraries.of(
            List.of(
                ControlMessages::resuming,
                ControlMessages::ready,
                to -> to.commit(true),
                to -> to.commit(false))),
        Combinators.combine(
                Arbitraries.integers().between(-1, Limits.MAX_PARTICIPANTS - 1),
                Arbitraries.integers().between(1, Integer.MAX_VALUE))
            .as((id, generation) -> to -> to.switchoverAck(id, generation)),
        Combinators.combine(who, number, number, number)
            .as((id, chunks, bytes, nanos) -> to -> to.credit(id, chunks, bytes, nanos)),
        Combinators.combine(who, number, number, digest)
            .as((id, chunks, bytes, crc) -> to -> to.streamEnd(id, chunks, bytes, crc)),
        Combinators.combine(who, number, digest, number)
            .as((id, bytes, crc, nanos) -> to -> to.loaded(id, bytes, crc, nanos)),
        number.map(nanos -> to -> to.running(nanos)),
        Combinators.combine(
                Arbitraries.of(FailCode.class).filter(code -> code != FailCode.NULL_VAL),
                Arbitraries.integers().between(-1, Limits.MAX_PARTICIPANTS - 1),
                text(Limits.MAX_CAUSE_BYTES))
            .as((code, id, cause) -> to -> to.fail(code, id, cause)),
        number.map(count -> to -> to.keepAlive(count)));
  }

  static Arbitrary<Hello> hello() {
    Arbitrary<ParticipantEntry> entry =
        Combinators.combine(
                text(Limits.MAX_NAME_BYTES).filter(name -> !name.isEmpty()),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(
                (name, flags, bytes) ->
                    new ParticipantEntry(name, ParticipantKind.VFIO_DEVICE, flags, bytes));
    return Combinators.combine(
            Arbitraries.integers().between(0, Limits.MAX_VERSION),
            Arbitraries.integers().between(Limits.MIN_VERSION, 0xfffe),
            Arbitraries.integers().between(1, Limits.MAX_CHANNELS),
            Arbitraries.integers().between(1, Limits.MAX_WINDOW_CHUNKS),
            Arbitraries.integers().between(1, Limits.MAX_CHUNK_BYTES),
            Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(SessionId::new),
            Arbitraries.longs(),
            entry.list().ofMinSize(1).ofMaxSize(20))
        .as(
            (min, max, channels, window, chunk, session, capabilities, table) ->
                new Hello(min, max, channels, window, chunk, session, capabilities, table));
  }

  private static Arbitrary<String> text(int maxBytes) {
    return Arbitraries.strings()
        .ofMaxLength(maxBytes)
        .filter(
            text ->
                StandardCharsets.UTF_8.newEncoder().canEncode(text)
                    && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes);
  }
}
