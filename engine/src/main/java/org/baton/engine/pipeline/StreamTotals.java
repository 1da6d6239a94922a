package org.baton.engine.pipeline;

/**
 * A whole stream in three numbers. Equal on both sides, or something was lost on the way.
 *
 * @param chunks in the stream
 * @param bytes in the stream
 * @param digest CRC32C of the stream
 */
public record StreamTotals(long chunks, long bytes, int digest) {}
