package org.baton.engine.participant;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.baton.transport.message.ParticipantEntry;
import org.baton.vfio.DeviceState;

/**
 * Something that takes in state from another host.
 *
 * <p>The order of calls: {@link #prepare}, {@link #write} for the whole stream, {@link #validate},
 * {@link #runP2p}, {@link #run}. {@link #abort} may come at any point before {@code runP2p}.
 *
 * <p><b>Threading:</b> all calls come from one thread, the participant's own, and may block.
 */
public interface LoadingParticipant {
  /** The name by which the source knows this participant. */
  String name();

  /**
   * Checks that this participant can take the state of the offered one.
   *
   * @param offered the row in the source's Hello
   * @return empty if it can, otherwise why not, in a sentence
   */
  String refusal(ParticipantEntry offered);

  /**
   * The state it is in, in VFIO's words, as far as it knows: it asks nobody, and does not fail. At
   * first it is RUNNING.
   */
  DeviceState state();

  /**
   * Makes ready to take a stream.
   *
   * @throws IOException if the participant refuses
   */
  void prepare() throws IOException;

  /**
   * Takes the next bytes of the stream.
   *
   * @param buffer native memory to write from
   * @param offset where to begin
   * @param length how many bytes
   * @return the number of bytes taken, at least 1
   * @throws IOException if the participant refuses them
   */
  int write(MemorySegment buffer, long offset, int length) throws IOException;

  /**
   * The stream is complete: checks it and is then able to run.
   *
   * @throws IOException if the state is not sound
   */
  void validate() throws IOException;

  /**
   * Runs with the state that was taken in, but disturbs no other participant yet. Asked of all of
   * them before any is asked to {@link #run}.
   *
   * @throws IOException if it does not run
   */
  void runP2p() throws IOException;

  /**
   * Runs with the state that was taken in.
   *
   * @throws IOException if it does not run
   */
  void run() throws IOException;

  /**
   * The migration is off: forgets what was taken in.
   *
   * @throws IOException if the participant cannot be brought back
   */
  void abort() throws IOException;
}
