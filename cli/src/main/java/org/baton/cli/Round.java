package org.baton.cli;

import org.baton.engine.report.MigrationReport;

/**
 * One of several migrations, and what the process held when it was over.
 *
 * @param number from 1
 * @param report how it ended
 * @param usage after its devices were closed
 */
record Round(int number, MigrationReport report, ProcessUsage usage) {}
