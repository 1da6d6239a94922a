package org.baton.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;

/**
 * Shows progress on a thread of its own until it is stopped: in place on a terminal, and as a line
 * per device and second elsewhere. Tells also when nothing else is to be shown what keeps a source
 * from its switchover.
 */
final class ProgressPrinter {
  private static final long REDRAW_MILLIS = 100;
  private static final long LOG_MILLIS = 1_000;

  private final Terminal terminal;
  private final boolean shown;
  private final ProgressLines lines;
  private final Canvas canvas;
  private final ObstacleWatch watch;
  private final Supplier<MigrationProgress> progress;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private long shownNanos;

  private ProgressPrinter(
      Terminal terminal, RunHead head, boolean shown, Supplier<MigrationProgress> progress) {
    this.terminal = terminal;
    this.shown = shown;
    this.lines = new ProgressLines(head.isSource());
    this.canvas = terminal.errCanvas();
    this.watch = new ObstacleWatch();
    this.progress = progress;
    this.thread = Thread.ofPlatform().name("baton-progress").daemon().unstarted(this::run);
  }

  /**
   * Begins to show.
   *
   * @param shown whether progress is wanted; advice always is
   */
  static ProgressPrinter start(
      Terminal terminal, RunHead head, boolean shown, Supplier<MigrationProgress> progress) {
    ProgressPrinter printer = new ProgressPrinter(terminal, head, shown, progress);
    printer.thread.start();
    return printer;
  }

  /** Ends, and wipes what was drawn in place: the report comes after it. */
  void stop() throws InterruptedException {
    stopped.countDown();
    thread.join();
  }

  private void run() {
    long pauseMillis = shown && terminal.canRedraw() ? REDRAW_MILLIS : LOG_MILLIS;
    try {
      while (!stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        show(progress.get());
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; without it progress is not shown, and nothing else is lost.
      Thread.currentThread().interrupt();
    }
    canvas.wipe();
  }

  private void show(MigrationProgress now) {
    if (now.participants().isEmpty() || now.elapsedNanos() == shownNanos) {
      return;
    }
    shownNanos = now.elapsedNanos();
    watch
        .look(now)
        .ifPresent(
            advice -> {
              canvas.wipe();
              terminal.error(advice);
            });
    if (!shown) {
      return;
    }
    if (!terminal.canRedraw()) {
      if (now.status() == MigrationStatus.SETUP) {
        return; // Nothing to tell yet.
      }
      lines.log(now).forEach(terminal::error);
      return;
    }
    canvas.draw(lines.table(now));
  }
}
