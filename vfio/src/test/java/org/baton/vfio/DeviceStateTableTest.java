package org.baton.vfio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The full cross product of four feature sets, eight states to leave, eight states to ask for. */
class DeviceStateTableTest {
  /**
   * All walks of a device with every feature, written from the comment and table of {@code
   * vfio_mig_get_next_state()}, not from ours. {@code =} is the present state; {@code X} is EINVAL.
   */
  private static final String WALKS =
      """
      STOP          STOP          =
      STOP          RUNNING       RUNNING_P2P RUNNING
      STOP          STOP_COPY     STOP_COPY
      STOP          RESUMING      RESUMING
      STOP          RUNNING_P2P   RUNNING_P2P
      STOP          PRE_COPY      RUNNING_P2P RUNNING PRE_COPY
      STOP          PRE_COPY_P2P  RUNNING_P2P PRE_COPY_P2P
      RUNNING       STOP          RUNNING_P2P STOP
      RUNNING       RUNNING       =
      RUNNING       STOP_COPY     RUNNING_P2P STOP STOP_COPY
      RUNNING       RESUMING      RUNNING_P2P STOP RESUMING
      RUNNING       RUNNING_P2P   RUNNING_P2P
      RUNNING       PRE_COPY      PRE_COPY
      RUNNING       PRE_COPY_P2P  RUNNING_P2P PRE_COPY_P2P
      STOP_COPY     STOP          STOP
      STOP_COPY     RUNNING       STOP RUNNING_P2P RUNNING
      STOP_COPY     STOP_COPY     =
      STOP_COPY     RESUMING      STOP RESUMING
      STOP_COPY     RUNNING_P2P   STOP RUNNING_P2P
      STOP_COPY     PRE_COPY      X
      STOP_COPY     PRE_COPY_P2P  X
      RESUMING      STOP          STOP
      RESUMING      RUNNING       STOP RUNNING_P2P RUNNING
      RESUMING      STOP_COPY     STOP STOP_COPY
      RESUMING      RESUMING      =
      RESUMING      RUNNING_P2P   STOP RUNNING_P2P
      RESUMING      PRE_COPY      STOP RUNNING_P2P RUNNING PRE_COPY
      RESUMING      PRE_COPY_P2P  STOP RUNNING_P2P PRE_COPY_P2P
      RUNNING_P2P   STOP          STOP
      RUNNING_P2P   RUNNING       RUNNING
      RUNNING_P2P   STOP_COPY     STOP STOP_COPY
      RUNNING_P2P   RESUMING      STOP RESUMING
      RUNNING_P2P   RUNNING_P2P   =
      RUNNING_P2P   PRE_COPY      RUNNING PRE_COPY
      RUNNING_P2P   PRE_COPY_P2P  PRE_COPY_P2P
      PRE_COPY      STOP          RUNNING RUNNING_P2P STOP
      PRE_COPY      RUNNING       RUNNING
      PRE_COPY      STOP_COPY     PRE_COPY_P2P STOP_COPY
      PRE_COPY      RESUMING      RUNNING RUNNING_P2P STOP RESUMING
      PRE_COPY      RUNNING_P2P   RUNNING RUNNING_P2P
      PRE_COPY      PRE_COPY      =
      PRE_COPY      PRE_COPY_P2P  PRE_COPY_P2P
      PRE_COPY_P2P  STOP          RUNNING_P2P STOP
      PRE_COPY_P2P  RUNNING       RUNNING_P2P RUNNING
      PRE_COPY_P2P  STOP_COPY     STOP_COPY
      PRE_COPY_P2P  RESUMING      RUNNING_P2P STOP RESUMING
      PRE_COPY_P2P  RUNNING_P2P   RUNNING_P2P
      PRE_COPY_P2P  PRE_COPY      PRE_COPY
      PRE_COPY_P2P  PRE_COPY_P2P  =
      """;

  /** Arcs a driver implements itself, as the uAPI header lists them for each set of features. */
  private static final Map<Long, String> DRIVER_ARCS =
      Map.of(
          MigrationFlags.STOP_COPY,
          "RUNNING>STOP STOP>RUNNING STOP>STOP_COPY STOP_COPY>STOP STOP>RESUMING RESUMING>STOP",
          MigrationFlags.STOP_COPY | MigrationFlags.P2P,
          "RUNNING>RUNNING_P2P RUNNING_P2P>RUNNING RUNNING_P2P>STOP STOP>RUNNING_P2P"
              + " STOP>STOP_COPY STOP_COPY>STOP STOP>RESUMING RESUMING>STOP",
          MigrationFlags.STOP_COPY | MigrationFlags.PRE_COPY,
          "RUNNING>STOP STOP>RUNNING STOP>STOP_COPY STOP_COPY>STOP STOP>RESUMING RESUMING>STOP"
              + " PRE_COPY>RUNNING RUNNING>PRE_COPY PRE_COPY>STOP_COPY",
          MigrationFlags.STOP_COPY | MigrationFlags.P2P | MigrationFlags.PRE_COPY,
          "RUNNING>RUNNING_P2P RUNNING_P2P>RUNNING RUNNING_P2P>STOP STOP>RUNNING_P2P"
              + " STOP>STOP_COPY STOP_COPY>STOP STOP>RESUMING RESUMING>STOP"
              + " PRE_COPY>RUNNING RUNNING>PRE_COPY PRE_COPY>PRE_COPY_P2P PRE_COPY_P2P>PRE_COPY"
              + " RUNNING_P2P>PRE_COPY_P2P PRE_COPY_P2P>RUNNING_P2P PRE_COPY_P2P>STOP_COPY");

  private static final Map<String, List<String>> EXPECTED = readWalks();

  static Stream<Arguments> crossProduct() {
    return DRIVER_ARCS.keySet().stream()
        .sorted()
        .flatMap(
            bits ->
                Stream.of(DeviceState.values())
                    .flatMap(
                        from ->
                            Stream.of(DeviceState.values())
                                .map(to -> Arguments.of(new MigrationFlags(bits), from, to))));
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void everyRequestGoesTheKernelsWay(MigrationFlags flags, DeviceState from, DeviceState to) {
    List<String> expected = expected(flags, from, to);
    boolean legal = !expected.equals(List.of("X"));
    assertThat(DeviceStateTable.isLegal(flags, from, to)).isEqualTo(legal);
    if (!legal) {
      assertThat(DeviceStateTable.nextHop(flags, from, to)).isEqualTo(DeviceState.ERROR);
      assertThatThrownBy(() -> DeviceStateTable.walk(flags, from, to))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a device with %s cannot go from %s to %s", flags, from, to);
      return;
    }
    assertThat(DeviceStateTable.walk(flags, from, to)).map(DeviceState::name).isEqualTo(expected);
    DeviceState first = expected.isEmpty() ? from : DeviceState.valueOf(expected.getFirst());
    assertThat(DeviceStateTable.nextHop(flags, from, to)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void walkUsesOnlyArcsThatDriversImplement(
      MigrationFlags flags, DeviceState from, DeviceState to) {
    List<String> arcs = List.of(DRIVER_ARCS.getOrDefault(flags.bits(), "").split(" "));
    for (String arc : arcs(flags, from, to)) {
      assertThat(arcs).contains(arc);
    }
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void onlyTheLastArcOpensASession(MigrationFlags flags, DeviceState from, DeviceState to) {
    List<DeviceState> states = statesOf(flags, from, to);
    for (int i = 1; i < states.size() - 1; i++) {
      DeviceState interior = states.get(i);
      boolean stepOfPrecopy = interior == DeviceState.PRE_COPY_P2P && from == DeviceState.PRE_COPY;
      assertThat(DeviceStateTable.hasSession(interior)).isEqualTo(stepOfPrecopy);
      if (stepOfPrecopy) {
        assertThat(to).isEqualTo(DeviceState.STOP_COPY);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("crossProduct")
  void sessionIsKeptIffEveryStateOfTheWalkHasIt(
      MigrationFlags flags, DeviceState from, DeviceState to) {
    if (DeviceStateTable.isLegal(flags, from, to)) {
      boolean kept = statesOf(flags, from, to).stream().allMatch(DeviceStateTable::hasSession);
      assertThat(DeviceStateTable.keepsSession(from, to)).isEqualTo(kept);
    }
  }

  @Test
  void driverWithoutStopCopyCannotMigrateAtAll() {
    MigrationFlags flags = new MigrationFlags(MigrationFlags.P2P | MigrationFlags.PRE_COPY);
    for (DeviceState from : DeviceState.values()) {
      for (DeviceState to : DeviceState.values()) {
        assertThat(DeviceStateTable.isLegal(flags, from, to)).isFalse();
      }
    }
  }

  private static List<String> expected(MigrationFlags flags, DeviceState from, DeviceState to) {
    List<String> walk = EXPECTED.get(from + ">" + to);
    if (walk == null || lacks(flags, from.name()) || lacks(flags, to.name())) {
      return List.of("X");
    }
    return walk.stream().filter(state -> !lacks(flags, state)).toList();
  }

  private static boolean lacks(MigrationFlags flags, String state) {
    return (state.endsWith("_P2P") && (flags.bits() & 2) == 0)
        || (state.startsWith("PRE_COPY") && (flags.bits() & 4) == 0);
  }

  private static List<DeviceState> statesOf(
      MigrationFlags flags, DeviceState from, DeviceState to) {
    List<DeviceState> states = new ArrayList<>(List.of(from));
    if (DeviceStateTable.isLegal(flags, from, to)) {
      states.addAll(DeviceStateTable.walk(flags, from, to));
    }
    return states;
  }

  private static List<String> arcs(MigrationFlags flags, DeviceState from, DeviceState to) {
    List<DeviceState> states = statesOf(flags, from, to);
    List<String> arcs = new ArrayList<>();
    for (int i = 1; i < states.size(); i++) {
      arcs.add(states.get(i - 1) + ">" + states.get(i));
    }
    return arcs;
  }

  private static Map<String, List<String>> readWalks() {
    Map<String, List<String>> walks = new HashMap<>();
    for (String line : WALKS.lines().toList()) {
      List<String> words = List.of(line.split(" +"));
      List<String> walk = words.subList(2, words.size());
      walks.put(words.get(0) + ">" + words.get(1), walk.equals(List.of("=")) ? List.of() : walk);
    }
    return walks;
  }
}
