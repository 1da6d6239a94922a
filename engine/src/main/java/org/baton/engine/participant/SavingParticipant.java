package org.baton.engine.participant;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;

/**
 * Something whose state leaves this host.
 *
 * <p>The order of calls: {@link #startPrecopy}, then {@link #read} and {@link #pending} while the
 * guest runs; {@link #enterP2p} and {@link #enterStopCopy} once it is paused, then {@link #read} to
 * the end; at last {@link #finish}. {@link #resume} may come at any point before {@code finish} and
 * brings everything back to where it was.
 *
 * <p><b>Threading:</b> all calls come from one thread, the participant's own, and may block.
 */
public interface SavingParticipant {
  /** Answer of {@link #read}: nothing for now. */
  int NOTHING_NOW = 0;

  /** Answer of {@link #read} after {@link #enterStopCopy}: that was all. */
  int END_OF_STREAM = -1;

  /**
   * This participant's row in the Hello.
   *
   * @throws IOException if the participant does not say what it is
   */
  ParticipantEntry entry() throws IOException;

  /** Whether there is something to read while the guest runs. */
  boolean hasPrecopy();

  /**
   * The state it is in, in VFIO's words, as far as it knows: it asks nobody, and does not fail. At
   * first it is RUNNING.
   */
  DeviceState state();

  /**
   * Begins to stream while the guest runs. Does nothing without precopy.
   *
   * @throws IOException if the participant refuses
   */
  void startPrecopy() throws IOException;

  /**
   * Asks what is left.
   *
   * @param pending takes the answer
   * @throws IOException if the participant does not say
   */
  void pending(PendingBytes pending) throws IOException;

  /**
   * Reads the next bytes of the stream.
   *
   * @param buffer native memory to read into
   * @param offset where to begin
   * @param length how many bytes at most
   * @return the number of bytes, {@link #NOTHING_NOW} or {@link #END_OF_STREAM}
   * @throws IOException if the participant fails
   */
  int read(MemorySegment buffer, long offset, int length) throws IOException;

  /**
   * The guest is paused: stops disturbing other participants. All of them are asked to before any
   * is asked to {@link #enterStopCopy}.
   *
   * @throws IOException if the participant refuses
   */
  void enterP2p() throws IOException;

  /**
   * The guest will run again and the migration goes on: streams as after {@link #startPrecopy}.
   * Only between {@link #startPrecopy} and {@link #enterStopCopy}.
   *
   * @throws IOException if the participant refuses
   */
  void retreat() throws IOException;

  /**
   * Stops. From here the stream has an end.
   *
   * @throws IOException if the participant refuses
   */
  void enterStopCopy() throws IOException;

  /**
   * The migration is off: runs again, but disturbs no other participant yet. Asked of all of them
   * before any is asked to {@link #resume}, if the guest is paused.
   *
   * @throws IOException if the participant refuses; it is asked to {@code resume} all the same
   */
  void resumeP2p() throws IOException;

  /**
   * The migration is off: runs again as if it had never begun.
   *
   * @throws IOException if it does not run again, whatever was tried
   */
  void resume() throws IOException;

  /**
   * The guest runs at the destination: ends the stream and stays stopped.
   *
   * @throws IOException if the participant refuses
   */
  void finish() throws IOException;
}
