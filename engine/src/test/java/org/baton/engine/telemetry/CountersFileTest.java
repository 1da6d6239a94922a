package org.baton.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.CountersWriter;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationSnapshot;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process writes, another reads; and it reads nothing else. */
class CountersFileTest {
  private static final List<String> NAMES = List.of("nic0", "ein Gerät, 0000:3b:00.2");

  @TempDir private Path directory;

  /** Every field of it has a value of its own. */
  static MigrationProgress progress(long number) {
    return new MigrationProgress(
        MigrationStatus.ACTIVE,
        number,
        number + 1,
        "waiting for nic0's ack (generation " + number + ")",
        new SwitchoverReport(SwitchoverAckMode.LEGACY, number + 6, number + 2, 3, 4, number + 5),
        List.of(device(NAMES.get(0), number + 10), device(NAMES.get(1), number + 30)));
  }

  private static ParticipantProgress device(String name, long number) {
    return new ParticipantProgress(
        name,
        DeviceState.PRE_COPY_P2P,
        new PendingReport(number, number + 1, number + 2, number + 11),
        number + 3,
        number + 4,
        new AckReport(
            number + 5,
            number + 6,
            number + 7,
            number + 13,
            number + 8,
            number + 9,
            number + 10,
            number + 12));
  }

  private Path place() {
    return directory.resolve("counters");
  }

  private ProgressCounters create() throws IOException {
    return ProgressCounters.create(place(), NAMES, MigrationProgress.of(MigrationStatus.SETUP));
  }

  @Test
  void whatIsPublishedIsRead() throws IOException {
    try (ProgressCounters counters = create()) {
      assertThat(ProgressReader.read(place()).progress().status()).isEqualTo(MigrationStatus.SETUP);
      counters.publish(progress(1_000));
      assertThat(ProgressReader.read(place()).progress()).isEqualTo(progress(1_000));
    }
    assertThat(ProgressReader.read(place()).progress()).isEqualTo(progress(1_000));
  }

  @Test
  void acksAreThereAtOnce() throws IOException {
    try (ProgressCounters counters = create()) {
      counters.of(1, DeviceCounter.ACKS_REQUESTED).setRelease(17);
      assertThat(ProgressReader.read(place()).progress().participants().get(1).acks().requested())
          .isEqualTo(17);
    }
  }

  /** Two thousand changes, and never a half of one. */
  @Test
  void aReaderSeesAllOfAChangeOrNothing() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (ProgressCounters counters = create()) {
      counters.publish(progress(0));
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(
              () -> {
                while (!done.get()) {
                  MigrationProgress seen = readQuietly();
                  assertThat(seen).isEqualTo(progress(seen.elapsedNanos()));
                }
              });
      for (int i = 1; i < 2_000; i++) {
        counters.publish(progress(i));
        Thread.sleep(0, 50_000);
      }
      done.set(true);
      reading.get();
    }
  }

  private MigrationProgress readQuietly() {
    try {
      return ProgressReader.read(place()).progress();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itSaysWhetherTheWriterIsThere() throws IOException {
    try (ProgressCounters counters = create()) {
      counters.publish(progress(1));
      CountersWriter writer = ProgressReader.read(place()).writer();
      assertThat(writer.pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(writer.state()).isEqualTo(CountersWriter.State.ALIVE);
      assertThat(writer.silentMillis()).isBetween(0L, 5_000L);
      CountersSnapshot snapshot = CountersSnapshot.read(place());
      long later = System.currentTimeMillis() + 11_000;
      assertThat(snapshot.writer(later).state()).isEqualTo(CountersWriter.State.SILENT);
    }
    assertThat(ProgressReader.read(place()).writer().state()).isEqualTo(CountersWriter.State.ENDED);
  }

  @Test
  void aWriterThatWasKilledIsDead() throws IOException {
    ProgressCounters counters = create();
    counters.publish(progress(1));
    byte[] bytes = Files.readAllBytes(place());
    counters.close();
    // As a process that had the same number, and started at another time.
    int at = CountersHeaderDescriptor.START_TICKS_AT;
    long ticks = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(at);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, ticks - 1);
    Path dead = Files.write(directory.resolve("dead"), bytes);

    MigrationSnapshot snapshot = ProgressReader.read(dead);
    assertThat(snapshot.writer().state()).isEqualTo(CountersWriter.State.DEAD);
    assertThat(snapshot.progress()).isEqualTo(progress(1));
    ProgressCounters.create(dead, NAMES, progress(1)).close();
  }

  @Test
  void aFileOfAnEarlierMigrationIsReplacedAndOfALivingOneIsNot() throws IOException {
    create().close();
    try (ProgressCounters second = create()) {
      second.publish(progress(2));
      assertThatThrownBy(this::create)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("name another file");
      assertThat(ProgressReader.read(place()).progress()).isEqualTo(progress(2));
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(place());
    }
  }

  /** It is moved to its place when it is complete. */
  @Test
  void nobodySeesAFileThatIsBeingMade() throws IOException {
    CountersFile file = CountersFile.create(place(), 1);
    assertThatThrownBy(() -> CountersSnapshot.read(place()))
        .hasMessage("there is no file " + place());
    file.show();
    assertThat(CountersSnapshot.read(place()).counters()).isEmpty();
    file.close();
  }

  @Test
  void anythingElseIsRefusedInWords() throws IOException {
    create().close();
    byte[] whole = Files.readAllBytes(place());
    assertRefused(new byte[0], "is no counters file of Baton: it has only 0 bytes");
    byte[] other = new byte[4_096];
    Arrays.fill(other, (byte) 0x7f);
    assertRefused(other, "is no counters file of Baton");
    assertRefused(Arrays.copyOf(whole, 2_000), "is cut short: it has 2000 bytes of");
    byte[] newer = whole.clone();
    newer[CountersHeaderDescriptor.VERSION_AT] = 9;
    assertRefused(newer, "of version 9, and this Baton reads version 2");
    byte[] absurd = whole.clone();
    absurd[CountersHeaderDescriptor.METADATA_AT + 3] = (byte) 0x80;
    assertRefused(absurd, "is a damaged counters file");
    assertThatThrownBy(() -> ProgressReader.read(directory))
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> ProgressReader.read(directory.resolve("none")))
        .hasMessageContaining("there is no file");
  }

  private void assertRefused(byte[] bytes, String complaint) throws IOException {
    Path path = Files.write(directory.resolve("other"), bytes);
    assertThatThrownBy(() -> ProgressReader.read(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(complaint);
  }

  /** Behind a header that is as it should be. */
  @Test
  void garbageIsReadOrRefusedAndNothingElse() throws IOException {
    create().close();
    byte[] whole = Files.readAllBytes(place());
    SplittableRandom random = new SplittableRandom(4);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] garbage = whole.clone();
      for (int hits = random.nextInt(1, 200); hits > 0; hits--) {
        garbage[random.nextInt(CountersHeaderDescriptor.PID_AT, garbage.length)] =
            (byte) random.nextInt();
      }
      Path path = Files.write(directory.resolve("garbage"), garbage);
      try {
        ProgressReader.read(path);
      } catch (IOException e) {
        refused++;
        assertThat(e).hasMessageContaining(path.toString());
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnError() {
    assertThatThrownBy(() -> ProgressCounters.check(directory.resolve("no/such/place")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no directory that can be written");
    assertThatThrownBy(() -> ProgressCounters.check(directory))
        .hasMessageContaining("no regular file");
    assertThatThrownBy(() -> ProgressCounters.check(Path.of("/dev/null")))
        .hasMessageContaining("no regular file");
  }
}
