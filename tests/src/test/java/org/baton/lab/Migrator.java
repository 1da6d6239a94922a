package org.baton.lab;

import java.io.IOException;

/** Whatever can move devices in an experiment. One thread. */
interface Migrator {
  /**
   * Moves them once.
   *
   * @param devices closed; they are closed again afterwards
   * @param reinit whether each re-initialisation is to be acknowledged
   * @throws IOException if they have not moved
   */
  ExperimentRound migrate(MovingDevices devices, boolean reinit)
      throws IOException, InterruptedException;
}
