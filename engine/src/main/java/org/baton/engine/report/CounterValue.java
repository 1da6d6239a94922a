package org.baton.engine.report;

/**
 * A counter of a migration that another process may be doing.
 *
 * @param label which one: {@code DEVICE acksRequested}, for example
 * @param value its value when it was read
 */
public record CounterValue(String label, long value) {}
