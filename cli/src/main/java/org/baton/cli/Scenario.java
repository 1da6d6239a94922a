package org.baton.cli;

import java.util.List;
import java.util.Locale;

/**
 * What the demo shows: its devices, small enough for a few seconds on any machine, and what else
 * its sending process is told.
 */
@SuppressWarnings("ImmutableEnumChecker") // The lists are List.of's.
enum Scenario {
  /** Drivers' speeds are limited, so that the stages can be watched. nic0 is the busy one. */
  PLAIN(
      List.of(
          "sim:name=nic0,initialBytes=24M,stopCopyBytes=12M,dirtyBytesPerSecond=24M,"
              + "dirtyLimitBytes=8M,dataSize=remaining,saveBytesPerSecond=256M",
          "sim:name=nic1,initialBytes=8M,stopCopyBytes=4M,dirtyBytesPerSecond=1M,"
              + "dirtyLimitBytes=1M,dataSize=remaining,saveBytesPerSecond=64M",
          "sim:name=gpu0,initialBytes=64M,stopCopyBytes=4M,dataSize=remaining,"
              + "saveBytesPerSecond=48M",
          "sim:name=nvme0,initialBytes=16M,stopCopyBytes=2M,dataSize=remaining,"
              + "saveBytesPerSecond=32M"),
      List.of()),

  /**
   * nic0 re-initialises four times, and loading each of its initial data takes a while. gpu0's
   * initial data takes two seconds to read, and the last re-initialisation comes just before, so
   * its data is still being loaded when a source that waits for the first acks only goes over.
   */
  REINIT(
      List.of(
          "sim:name=nic0,initialBytes=8M,stopCopyBytes=4M,dirtyBytesPerSecond=8M,"
              + "dirtyLimitBytes=2M,dataSize=remaining,initialLoadTime=400ms,"
              + "reinit=600ms+1050ms+1500ms+1950ms",
          "sim:name=nic1,initialBytes=8M,stopCopyBytes=2M,dataSize=remaining",
          "sim:name=gpu0,initialBytes=64M,stopCopyBytes=512K,dataSize=remaining,"
              + "saveBytesPerSecond=32M",
          "sim:name=nvme0,initialBytes=4M,stopCopyBytes=1M,dataSize=remaining"),
      List.of()),

  /** nic0 re-initialises when the guest is being paused for the first time. */
  LATE_REINIT(
      List.of(
          "sim:name=nic0,initialBytes=8M,stopCopyBytes=4M,dirtyBytesPerSecond=8M,"
              + "dirtyLimitBytes=2M,dataSize=remaining,initialLoadTime=200ms",
          "sim:name=nvme0,initialBytes=16M,stopCopyBytes=1M,dataSize=remaining,"
              + "saveBytesPerSecond=64M"),
      List.of("--late-reinits", "1"));

  private final List<String> devices;
  private final List<String> sending;

  Scenario(List<String> devices, List<String> sending) {
    this.devices = devices;
    this.sending = sending;
  }

  /** The devices, as {@code --device} takes them. */
  List<String> devices() {
    return devices;
  }

  /** More arguments of the sending process. */
  List<String> sending() {
    return sending;
  }

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
