package org.baton.engine.control;

import org.baton.engine.pipeline.SaveCommand;

/**
 * The way back of a source that gives up: its devices run, its guest runs. Each step waits for the
 * one before, and none can be refused: a device or hypervisor that fails here has said so in a
 * warning, and the others are brought back all the same.
 *
 * <p>Owned by the conductor's thread.
 */
final class SourceRecovery {
  /** The order of the steps. */
  private enum Step {
    /** Nothing has failed. */
    NONE,
    /**
     * What was asked of the guest is waited for: one that still stops cannot be resumed, and one
     * that is being resumed must not be once more.
     */
    PAUSE,
    /** Devices run, but do not disturb each other yet. Only if the guest stands still. */
    P2P,
    /** Devices run. */
    DEVICES,
    /** The guest runs. */
    GUEST,
    /** Everything is as it was. */
    DONE
  }

  private final SourceConductor conductor;
  private final SourceActions actions;
  private GuestState guest = GuestState.RUNNING;
  private Step step = Step.NONE;

  SourceRecovery(SourceConductor conductor, SourceActions actions) {
    this.conductor = conductor;
    this.actions = actions;
  }

  /** The guest was asked to pause. */
  void onPausing() {
    guest = GuestState.PAUSING;
  }

  /** The guest stood still already, and its devices are to stop. */
  void onStopped() {
    guest = GuestState.STOPPED;
  }

  /** The guest was asked to run again, and precopy is to go on. */
  void onResuming() {
    guest = GuestState.RESUMING;
  }

  /** The guest stands still. */
  void onPaused() {
    guest = GuestState.PAUSED;
  }

  /** The guest runs, or the hypervisor has said that it cannot make it run. */
  void onResumed() {
    guest = GuestState.RUNNING;
  }

  /** Whether the guest was asked to run again. */
  boolean isResuming() {
    return step == Step.GUEST;
  }

  /** Whether everything is as it was. */
  boolean isDone() {
    return step == Step.DONE;
  }

  /**
   * Goes as far as it can.
   *
   * @param connected whether devices have been touched at all
   */
  void advance(boolean connected) {
    Step before;
    do {
      before = step;
      step = next(connected);
    } while (step != before);
  }

  private Step next(boolean connected) {
    return switch (step) {
      case NONE -> Step.PAUSE;
      case PAUSE ->
          guest == GuestState.PAUSING || guest == GuestState.RESUMING
              ? Step.PAUSE
              : firstOfDevices(connected);
      case P2P -> {
        if (!conductor.allReached(SaveCommand.RESUME_P2P)) {
          yield Step.P2P;
        }
        conductor.commandAll(SaveCommand.RESUME);
        yield Step.DEVICES;
      }
      case DEVICES -> conductor.allLeft() ? resumeGuest() : Step.DEVICES;
      case GUEST -> guest == GuestState.RESUMING ? Step.GUEST : Step.DONE;
      case DONE -> Step.DONE;
    };
  }

  private Step firstOfDevices(boolean connected) {
    if (!connected) {
      return resumeGuest();
    }
    // A guest that runs uses its devices, so they need not wait for each other.
    boolean runs = guest == GuestState.RUNNING;
    conductor.commandAll(runs ? SaveCommand.RESUME : SaveCommand.RESUME_P2P);
    return runs ? Step.DEVICES : Step.P2P;
  }

  private Step resumeGuest() {
    if (guest == GuestState.PAUSED) {
      guest = GuestState.RESUMING;
      actions.resumeGuest();
    }
    return Step.GUEST;
  }
}
