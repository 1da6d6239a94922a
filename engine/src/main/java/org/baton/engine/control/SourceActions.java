package org.baton.engine.control;

import org.baton.engine.pipeline.SaveCommand;

/** What a {@link SourceConductor} has done for it. No call blocks; answers come back as events. */
public interface SourceActions {
  /**
   * Connects the data channels and makes slots ready.
   *
   * @param windowChunks chunks in flight, per participant
   * @param chunkBytes longest payload
   */
  void connect(int windowChunks, int chunkBytes);

  /** Tells a participant what to do next. */
  void command(int participant, SaveCommand command);

  /**
   * Lets a participant send further.
   *
   * @param loadedChunks what the destination has loaded since the start
   * @return false if the destination cannot have loaded that
   */
  boolean credit(int participant, long loadedChunks);

  /** Pauses the guest. */
  void pauseGuest();

  /** Resumes the guest. */
  void resumeGuest();
}
