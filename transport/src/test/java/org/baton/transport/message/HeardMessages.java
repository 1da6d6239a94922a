package org.baton.transport.message;

import java.util.ArrayList;
import java.util.List;
import org.baton.transport.wire.FailCode;

/** Writes down each message with all its content. */
final class HeardMessages implements ControlMessages {
  final List<String> heard = new ArrayList<>();

  @Override
  public void hello(Hello hello) {
    SessionId id = hello.sessionId();
    heard.add(hello + " " + id.high() + " " + id.low());
  }

  @Override
  public void welcome(int version, int windowChunks, int chunkBytes, long capabilities) {
    add("welcome", version, windowChunks, chunkBytes, capabilities);
  }

  @Override
  public void resuming() {
    add("resuming");
  }

  @Override
  public void credit(int participant, long loadedChunks, long loadedBytes, long loadNanos) {
    add("credit", participant, loadedChunks, loadedBytes, loadNanos);
  }

  @Override
  public void streamEnd(int participant, long chunks, long bytes, int digest) {
    add("streamEnd", participant, chunks, bytes, digest);
  }

  @Override
  public void loaded(int participant, long bytes, int digest, long loadNanos) {
    add("loaded", participant, bytes, digest, loadNanos);
  }

  @Override
  public void ready() {
    add("ready");
  }

  @Override
  public void commit(boolean guestRuns) {
    add("commit", guestRuns);
  }

  @Override
  public void switchoverAck(int participant, int generation) {
    add("switchoverAck", participant, generation);
  }

  @Override
  public void running(long resumeNanos) {
    add("running", resumeNanos);
  }

  @Override
  public void fail(FailCode code, int participant, String cause) {
    add("fail", code, participant, cause);
  }

  @Override
  public void keepAlive(long count) {
    add("keepAlive", count);
  }

  private void add(String name, Object... content) {
    heard.add(name + " " + List.of(content));
  }
}
