package org.baton.engine.guest;

/**
 * What a hypervisor does for Baton: its guest's vCPUs stop and go.
 *
 * <p><b>Threading:</b> called on a thread of Baton that does nothing else; may block. The time that
 * {@link #pause} and the destination's {@link #resume} take is downtime.
 */
public interface GuestControl {
  /** A guest that need not be told: there is none, or somebody else does it. */
  GuestControl NONE =
      new GuestControl() {
        @Override
        public void pause() {}

        @Override
        public void resume() {}
      };

  /**
   * Whether the vCPUs run, as far as the hypervisor's user is concerned. Asked at the source every
   * now and then before the switchover; must not block. A guest that does not run is neither paused
   * nor resumed by Baton, waits for no ack, and stays paused at the destination.
   */
  default boolean isRunning() {
    return true;
  }

  /**
   * Stops all vCPUs. On return none of them runs. May be called several times in a migration, with
   * a {@link #resume} between two calls.
   *
   * @throws Exception if they do not stop; the migration is given up and {@link #resume} is called
   */
  void pause() throws Exception;

  /**
   * Lets all vCPUs run. At the source: the migration is off; or a device re-initialised while the
   * guest was being paused, so precopy goes on and {@link #pause} comes again. At the destination:
   * the migration is complete, and this is the only running copy of the guest. Called on a running
   * guest it does nothing.
   *
   * @throws Exception if they do not run
   */
  void resume() throws Exception;
}
