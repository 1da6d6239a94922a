package org.baton.engine.control;

import java.io.IOException;
import org.baton.transport.message.ProtocolException;

/**
 * What a failure of the model stands for: to the rest it is all the same. One that cannot come
 * where the model has a failure is a device's there.
 */
enum ReplayFault {
  DEVICE,
  GUEST,
  CANCEL,
  CHANNEL,
  INTERNAL;

  /**
   * Lets a source fail.
   *
   * @param pauseIsDue whether the hypervisor has been asked and has not answered
   */
  void strike(SourceConductor source, boolean pauseIsDue) {
    switch (this) {
      case GUEST -> {
        if (pauseIsDue) {
          source.onGuestFailed("vCPU 3 does not stop");
        } else {
          DEVICE.strike(source, false);
        }
      }
      case CANCEL -> source.cancel();
      case CHANNEL -> source.onChannelClosed(0, garbage());
      case INTERNAL -> source.onInternalError(eio());
      case DEVICE -> source.onParticipantFailed(0, eio());
    }
  }

  /**
   * Lets a destination fail.
   *
   * @param phase where the model's destination is
   */
  void strike(DestinationConductor destination, String phase) {
    boolean isStarting = phase.equals("STARTING");
    if (this == CANCEL && !isStarting) {
      destination.cancel();
    } else if (this == CHANNEL && phase.equals("LOADING")) {
      destination.onChannelClosed(0, garbage());
    } else if (this == GUEST && isStarting) {
      destination.onGuestFailed("vCPU 3 does not start");
    } else if (this == INTERNAL) {
      destination.onInternalError(eio());
    } else {
      destination.onParticipantFailed(0, eio());
    }
  }

  /** Whether a peer that is lost falls silent; with the other faults it closes the connection. */
  boolean isSilent() {
    return this == INTERNAL;
  }

  private static IOException eio() {
    return new IOException("ioctl: EIO");
  }

  private static ProtocolException garbage() {
    return new ProtocolException("a chunk out of its window");
  }
}
