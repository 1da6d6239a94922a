package org.baton.engine.report;

/**
 * A migration as its counters file shows it, at most 50 ms old while its writer is alive.
 *
 * @param writer who writes the file; unless it is alive, the rest is how things were
 * @param progress what it wrote last
 */
public record MigrationSnapshot(CountersWriter writer, MigrationProgress progress) {}
