package org.baton.bench.micro;

import org.baton.transport.message.ControlMessages;
import org.baton.transport.message.Hello;
import org.baton.transport.wire.FailCode;

/** Adds up the fields of the message that was heard last. Only of those that are measured. */
final class HeardMessages implements ControlMessages {
  private long sum;

  /** The fields of the last message, added up. */
  long sum() {
    return sum;
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    sum = participant + loadedChunks + loadedBytes + loadNanos;
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    sum = (long) participant + generation;
  }

  @Override
  public void keepAlive(long count) {
    sum = count;
  }

  @Override
  public void hello(Hello hello) {
    throw unexpected("Hello");
  }

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    throw unexpected("Welcome");
  }

  @Override
  public void resuming() {
    throw unexpected("Resuming");
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    throw unexpected("StreamEnd");
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    throw unexpected("Loaded");
  }

  @Override
  public void ready() {
    throw unexpected("Ready");
  }

  @Override
  public void commit(boolean guestRuns) {
    throw unexpected("Commit");
  }

  @Override
  public void running(long resumeNanos) {
    throw unexpected("Running");
  }

  @Override
  public void fail(FailCode code, int participant, String cause) {
    throw unexpected("Fail");
  }

  private static IllegalStateException unexpected(String message) {
    return new IllegalStateException(message + " is not measured, and yet was heard");
  }
}
