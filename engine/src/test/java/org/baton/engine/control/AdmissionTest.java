package org.baton.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.SessionId;
import org.baton.transport.wire.FailCode;
import org.baton.transport.wire.ParticipantKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which offers a destination takes, what it grants, and what it says if it does not. */
class AdmissionTest {
  private static Hello offer(
      int minVersion, int maxVersion, int window, int chunk, String... names) {
    List<ParticipantEntry> table =
        Arrays.stream(names)
            .map(name -> new ParticipantEntry(name, ParticipantKind.VFIO_DEVICE, 3, 1))
            .toList();
    return new Hello(minVersion, maxVersion, 1, window, chunk, new SessionId(1, 2), 0, table);
  }

  private static DestinationRig answer(Hello offer, DestinationPlan plan) {
    DestinationRig rig = new DestinationRig(plan);
    rig.conductor.start(0);
    rig.conductor.hello(offer);
    return rig;
  }

  private static DestinationPlan plan(String... names) {
    return DestinationRig.plan(
        Arrays.stream(names).map(NamedLoader::new).toArray(NamedLoader[]::new));
  }

  private static void assertRefused(DestinationRig rig, FailCode code, String... words) {
    assertThat(rig.said).containsExactly("fail " + code);
    assertThat(rig.actions.done).isEmpty();
    assertThat(rig.conductor.isEnded()).isTrue();
    assertThat(Objects.requireNonNull(rig.conductor.failure()).cause()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"2,9", "0,0", "7,7"})
  void refusesVersionsThatItDoesNotSpeak(int min, int max) {
    assertRefused(
        answer(offer(min, max, 4, 4_096, "nic0"), plan("nic0")),
        FailCode.VERSION,
        "versions " + min + " to " + max,
        "1 to 1");
  }

  @Test
  void takesThePartOfARangeThatItSpeaks() {
    DestinationRig rig = answer(offer(0, 99, 4, 4_096, "nic0"), plan("nic0"));
    assertThat(rig.said).containsExactly("welcome");
  }

  @Test
  void refusesChunksThatAreTooShort() {
    assertRefused(
        answer(offer(1, 1, 4, 4_095, "nic0"), plan("nic0")), FailCode.PROTOCOL, "4095 bytes");
  }

  @Test
  void refusesTablesThatDiffer() {
    assertRefused(
        answer(offer(1, 1, 4, 4_096, "nic0", "gpu0"), plan("nic0", "nvme0")),
        FailCode.PARTICIPANTS,
        "'gpu0' is offered by the source and not here",
        "'nvme0' is here and not offered");
  }

  @Test
  void refusesADeviceOfferedTwice() {
    assertRefused(
        answer(offer(1, 1, 4, 4_096, "nic0", "nic0"), plan("nic0")),
        FailCode.PARTICIPANTS,
        "differ: 'nic0' is offered by the source more than once. Name");
  }

  @Test
  void refusesToOfferNothing() {
    assertRefused(
        answer(offer(1, 1, 4, 4_096), plan("nic0")), FailCode.PARTICIPANTS, "nothing is offered");
  }

  @Test
  void saysWhatAParticipantHasAgainstTheOffer() {
    assertRefused(
        answer(
            offer(1, 1, 4, 4_096, "nic0"),
            DestinationRig.plan(new NamedLoader("nic0", "it lacks P2P"))),
        FailCode.PARTICIPANTS,
        "'nic0': it lacks P2P");
  }

  @Test
  void grantsTheSmallerOfBothSides() {
    assertThat(answer(offer(1, 1, 1_000, 1 << 20, "nic0"), smallPool(1 << 20)).actions.done)
        .containsExactly("bind [0] 8x65536");
    assertThat(answer(offer(1, 1, 3, 8_192, "nic0"), smallPool(1 << 20)).actions.done)
        .containsExactly("bind [0] 2x8192");
  }

  @Test
  void grantsNoMoreThanThePoolHolds() {
    // A slot is a page longer than its chunk.
    assertThat(answer(offer(1, 1, 8, 1 << 20, "nic0"), smallPool(5 * 69_632 - 1)).actions.done)
        .containsExactly("bind [0] 4x65536");
    assertThat(answer(offer(1, 1, 8, 1 << 20, "nic0"), smallPool(69_632)).actions.done)
        .containsExactly("bind [0] 1x65536");
  }

  @Test
  void refusesWhatThePoolCannotHold() {
    assertRefused(
        answer(offer(1, 1, 8, 1 << 20, "nic0"), smallPool(69_631)),
        FailCode.RESOURCES,
        "at least 69632 bytes",
        "allows 69631",
        "raise its pool");
  }

  private static DestinationPlan smallPool(long poolBytes) {
    return new DestinationPlan(
        List.of(new NamedLoader("nic0")),
        poolBytes,
        8,
        65_536,
        SwitchoverAckMode.OFF,
        SourceRig.plan().timeouts());
  }
}
