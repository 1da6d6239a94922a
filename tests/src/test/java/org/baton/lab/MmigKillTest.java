package org.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One side is a process that SIGKILL ends at a random moment; the other one, in this process, has
 * to find out. {@code BATON_LAB_KILLS} says how often for each side, {@code BATON_LAB_SEED} at
 * which moments. A kill that comes after the other side was done does not count, and is done again.
 */
@Tag("reinit")
@Tag("kill")
@Timeout(value = 1, unit = TimeUnit.HOURS)
class MmigKillTest {
  private static final int KILLS = Integer.getInteger("baton.lab.kills");
  private static final long SEED = Long.getLong("baton.lab.seed", System.nanoTime());

  /** Of as many, one at most may come too late on average. */
  private static final int TRIES = 3;

  /** So many do not all fall into one half of a migration. */
  private static final int MANY = 10;

  private static final long CONTENT = 0x0ba7_0411L;

  /** So long nobody who was killed is waited for. */
  private static final long LAST_WORD_MILLIS = 2_000;

  private final Random random = new Random(SEED);
  private final Map<MigrationStatus, Integer> ends = new EnumMap<>(MigrationStatus.class);

  /** How many died while the source's device was in a state. */
  private final Map<String, Integer> states = new TreeMap<>();

  private MmigDevice from = fresh(0);
  private MmigDevice to = fresh(1);

  /**
   * When somebody dies, or when everything is over.
   *
   * @param beginNanos after the beginning, or -1
   * @param stoppedNanos after the source's device has stopped, or -1
   */
  private record Moment(long beginNanos, long stoppedNanos) {
    static final Moment NEVER = new Moment(-1, -1);

    /** A migration gets faster with each one; whoever dies after its end shows how much. */
    Moment sooner(Moment other) {
      return other.equals(NEVER)
          ? this
          : new Moment(
              Math.min(beginNanos, other.beginNanos), Math.min(stoppedNanos, other.stoppedNanos));
    }
  }

  /** As if it were new; each step takes long enough to be killed in. */
  private static MmigDevice fresh(int number) {
    return MmigDevice.fresh("mmig", number)
        .set("initial_bytes", 256 << 10)
        .set("stop_copy_bytes", 256 << 10)
        .set("save_rate", 2 << 20)
        .set("reinit_ms", "60")
        .set("load_initial_us", 50_000)
        .set("transition_us", 50_000);
  }

  /** Whoever opens a device that is not RUNNING resets it, so it is made to run before. */
  private void renew() throws VfioException {
    from = fresh(0);
    to = fresh(1);
    from.open("nic0", OpenPath.CDEV).close();
    from.content(CONTENT);
  }

  @Test
  void sourceSurvivesItsDestination() throws Exception {
    killAll(MmigReceiver.class, this::killDestination);
  }

  @Test
  void destinationSurvivesItsSource() throws Exception {
    killAll(MmigSender.class, this::killSource);
  }

  private void killAll(Class<?> side, Killing killing) throws Exception {
    Moment end;
    try (MigratingProcess whole = new MigratingProcess(side)) {
      end = killing.of(whole, Moment.NEVER);
    }
    // Another one starts while this one is at work.
    MigratingProcess next = new MigratingProcess(side);
    try {
      for (int i = 0; kills() < KILLS; i++) {
        assertThat(i).as("so few of them came in time: %s", states).isLessThan(TRIES * KILLS);
        MigratingProcess victim = next;
        next = new MigratingProcess(side);
        end = end.sooner(killing.of(victim, random(i, end)));
      }
    } finally {
      next.kill();
    }
    System.out.printf(
        "lab: %s killed %d times (seed %d), the source's device being %s; so ended the other: %s%n",
        side.getSimpleName(), kills(), SEED, states, ends);
    if (KILLS >= MANY) {
      assertThat(ends.keySet())
          .as("somebody was killed before the handover")
          .isNotEqualTo(Set.of(MigrationStatus.COMPLETED));
      assertThat(states.keySet())
          .as("states of the source's device in which somebody was killed")
          .anyMatch(state -> state.startsWith("STOP"))
          .anyMatch(state -> !state.startsWith("STOP"));
    }
  }

  private int kills() {
    return states.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Every second one falls into the handover, which would seldom be hit. */
  private Moment random(int kill, Moment end) {
    double part = random.nextDouble();
    return kill % 2 == 0
        ? new Moment((long) (part * end.beginNanos), -1)
        : new Moment(-1, (long) (part * end.stoppedNanos));
  }

  private Moment killDestination(MigratingProcess victim, Moment moment) throws Exception {
    LabGuest guest = new LabGuest(true);
    renew();
    victim.order(to.toString());
    Endpoint endpoint = Endpoint.parse(victim.answer("LISTENING"));
    try (KernelDevice device = from.open("nic0", OpenPath.CDEV)) {
      to.content(0);
      SourceMigration migration =
          new SourceMigration(
              new SourceContext()
                  .connect(endpoint)
                  .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .downtimeLimitMillis(Lab.PATIENCE_MILLIS)
                  .guest(guest)
                  .device(device));
      CompletableFuture<MigrationReport> saving = SideThread.start(migration::run);
      Moment end = kill(victim, moment, saving);
      MigrationReport report = saving.get(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      count(report, moment, end);
      assertThat(from.content()).as("the source's device after %s", report).isEqualTo(CONTENT);
      boolean stays = report.status() == MigrationStatus.FAILED;
      assertThat(guest.isRunning()).as("the guest after %s", report).isEqualTo(stays);
      assertThat(from.state().equals("RUNNING")).as("running after %s", report).isEqualTo(stays);
      if (report.status() == MigrationStatus.COMPLETED) {
        // What the destination says that it has, it has, also when it dies at once.
        assertThat(to.content()).as("the destination's device").isEqualTo(CONTENT);
        assertThat(to.state()).as("the destination's device").isEqualTo("RUNNING");
      }
      assertNotBothRun(report);
      return end;
    }
  }

  private Moment killSource(MigratingProcess victim, Moment moment) throws Exception {
    LabGuest guest = new LabGuest(false);
    renew();
    try (HeldDevice held = new HeldDevice(from, "nic0");
        KernelDevice device = to.open("nic0", OpenPath.CDEV);
        Listener listener = Listener.bind(Endpoint.tcp("127.0.0.1", 0))) {
      to.content(0);
      DestinationMigration migration =
          new DestinationMigration(
              new DestinationContext()
                  .listener(listener)
                  .setupTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .peerTimeoutMillis(Lab.PATIENCE_MILLIS)
                  .guest(guest)
                  .device(device));
      CompletableFuture<MigrationReport> loading = SideThread.start(migration::run);
      victim.order(listener.endpoint() + " " + held.meetingPlace());
      held.lend();
      Moment end = kill(victim, moment, loading);
      MigrationReport report = lastWord(migration, loading, moment.equals(Moment.NEVER));
      count(report, moment, end);
      boolean went = report.status() == MigrationStatus.COMPLETED;
      assertThat(from.content()).as("the source's device after %s", report).isEqualTo(CONTENT);
      assertThat(guest.isRunning()).as("the guest after %s", report).isEqualTo(went);
      assertNotBothRun(report);
      if (went) {
        assertThat(to.state()).isEqualTo("RUNNING");
        assertThat(to.content()).isEqualTo(CONTENT);
      } else {
        // The hypervisor still has the device, in whatever state it is, and its guest goes on.
        held.takeBack();
        assertThat(from.state()).as("the source's device").isEqualTo("RUNNING");
        assertThat(from.content()).as("the source's device").isEqualTo(CONTENT);
      }
      return end;
    }
  }

  private void count(MigrationReport report, Moment moment, Moment end) {
    if (moment.equals(Moment.NEVER)) {
      assertThat(report.status()).as("%s", report).isEqualTo(MigrationStatus.COMPLETED);
    } else if (end.equals(Moment.NEVER)) {
      ends.merge(report.status(), 1, Integer::sum);
    }
  }

  private void assertNotBothRun(MigrationReport report) {
    boolean here = from.state().equals("RUNNING");
    boolean there = to.state().equals("RUNNING") && to.content() == CONTENT;
    assertThat(here && there).as("both devices run after %s", report).isFalse();
  }

  /** Returns when the survivor was done, or NEVER if the victim died before. */
  private Moment kill(
      MigratingProcess victim, Moment moment, CompletableFuture<MigrationReport> survivor)
      throws InterruptedException {
    long begin = System.nanoTime();
    long patience = TimeUnit.MILLISECONDS.toNanos(Lab.PATIENCE_MILLIS);
    long stopped = 0;
    while (!survivor.isDone() && System.nanoTime() - begin < patience) {
      long now = System.nanoTime();
      if (stopped == 0 && from.state().startsWith("STOP")) {
        stopped = now;
      }
      if ((moment.beginNanos >= 0 && now - begin >= moment.beginNanos)
          || (moment.stoppedNanos >= 0 && stopped != 0 && now - stopped >= moment.stoppedNanos)) {
        break;
      }
      Thread.sleep(1);
    }
    Moment end =
        survivor.isDone()
            ? new Moment(System.nanoTime() - begin, System.nanoTime() - stopped)
            : Moment.NEVER;
    if (!moment.equals(Moment.NEVER)) {
      if (end.equals(Moment.NEVER)) {
        states.merge(from.state(), 1, Integer::sum);
      }
      victim.kill();
    }
    return end;
  }

  /** A destination whose source never came would wait for another. */
  private static MigrationReport lastWord(
      DestinationMigration migration,
      CompletableFuture<MigrationReport> loading,
      boolean sourceLives)
      throws Exception {
    try {
      return loading.get(
          sourceLives ? Lab.PATIENCE_MILLIS : LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      migration.cancel();
      return loading.get(Lab.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** One migration, of which one side may be killed. */
  private interface Killing {
    Moment of(MigratingProcess victim, Moment moment) throws Exception;
  }
}
