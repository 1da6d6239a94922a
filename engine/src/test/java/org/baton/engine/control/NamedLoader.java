package org.baton.engine.control;

import java.lang.foreign.MemorySegment;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;

/** A participant that has a name and an opinion, and is never told to do anything. */
record NamedLoader(String name, String refusal) implements LoadingParticipant {
  NamedLoader(String name) {
    this(name, "");
  }

  @Override
  public String refusal(ParticipantEntry offered) {
    return refusal;
  }

  @Override
  public DeviceState state() {
    return DeviceState.RUNNING;
  }

  @Override
  public void prepare() {
    throw unexpected();
  }

  @Override
  public int write(MemorySegment buffer, long offset, int length) {
    throw unexpected();
  }

  @Override
  public void validate() {
    throw unexpected();
  }

  @Override
  public void runP2p() {
    throw unexpected();
  }

  @Override
  public void run() {
    throw unexpected();
  }

  @Override
  public void abort() {
    throw unexpected();
  }

  private static AssertionError unexpected() {
    return new AssertionError("a conductor must not touch participants itself");
  }
}
