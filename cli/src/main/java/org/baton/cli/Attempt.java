package org.baton.cli;

import org.baton.engine.DestinationMigration;
import org.baton.engine.SourceMigration;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationReport;

/** One migration, at whichever side. */
interface Attempt {
  /** Does it. */
  MigrationReport run() throws InterruptedException;

  /** Gives up, from any thread. */
  void cancel();

  /** Where it is, for any thread. */
  MigrationProgress progress();

  /** At the source. */
  static Attempt of(SourceMigration migration) {
    return new Attempt() {
      @Override
      public MigrationReport run() throws InterruptedException {
        return migration.run();
      }

      @Override
      public void cancel() {
        migration.cancel();
      }

      @Override
      public MigrationProgress progress() {
        return migration.progress();
      }
    };
  }

  /** At the destination. */
  static Attempt of(DestinationMigration migration) {
    return new Attempt() {
      @Override
      public MigrationReport run() throws InterruptedException {
        return migration.run();
      }

      @Override
      public void cancel() {
        migration.cancel();
      }

      @Override
      public MigrationProgress progress() {
        return migration.progress();
      }
    };
  }
}
