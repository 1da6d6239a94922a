package org.baton.transport.uring;

import java.util.Set;
import org.baton.bindings.linux.Linux;

/**
 * Flags of {@code io_uring_setup(2)} that make a ring cheaper and that it works without. In the
 * order in which they are tried, because some need others.
 */
public enum SetupFlag {
  /** An error in one entry does not keep the next from being submitted. */
  SUBMIT_ALL("IORING_SETUP_SUBMIT_ALL", Linux.IORING_SETUP_SUBMIT_ALL(), "5.18"),
  /** Only the owner thread submits: the kernel takes fewer locks. */
  SINGLE_ISSUER("IORING_SETUP_SINGLE_ISSUER", Linux.IORING_SETUP_SINGLE_ISSUER(), "6.0"),
  /** Completions are made when the owner enters, and never interrupt it. */
  DEFER_TASKRUN("IORING_SETUP_DEFER_TASKRUN", Linux.IORING_SETUP_DEFER_TASKRUN(), "6.1") {
    @Override
    boolean isWanted(Set<SetupFlag> accepted, boolean waitsWithTimeout) {
      // poll(2) on a ring, which bounds a wait otherwise, does not hear of deferred work.
      return accepted.contains(SINGLE_ISSUER) && waitsWithTimeout;
    }

    @Override
    String unwanted() {
      return "it needs IORING_SETUP_SINGLE_ISSUER and IORING_FEAT_EXT_ARG";
    }
  },
  /** Completions wait for the owner's next system call; in place of the one above. */
  COOP_TASKRUN("IORING_SETUP_COOP_TASKRUN", Linux.IORING_SETUP_COOP_TASKRUN(), "5.19") {
    @Override
    boolean isWanted(Set<SetupFlag> accepted, boolean waitsWithTimeout) {
      return !accepted.contains(DEFER_TASKRUN);
    }

    @Override
    String unwanted() {
      return "";
    }
  },
  /** The ring's memory tells whether entering would bring completions. */
  TASKRUN_FLAG("IORING_SETUP_TASKRUN_FLAG", Linux.IORING_SETUP_TASKRUN_FLAG(), "5.19") {
    @Override
    boolean isWanted(Set<SetupFlag> accepted, boolean waitsWithTimeout) {
      return accepted.contains(DEFER_TASKRUN) || accepted.contains(COOP_TASKRUN);
    }

    @Override
    String unwanted() {
      return "it needs IORING_SETUP_DEFER_TASKRUN or IORING_SETUP_COOP_TASKRUN";
    }
  },
  /** Submission entries are taken in their order, without an index array. */
  NO_SQARRAY("IORING_SETUP_NO_SQARRAY", Linux.IORING_SETUP_NO_SQARRAY(), "6.6");

  private final String constant;
  private final int bit;
  private final String since;

  SetupFlag(String constant, int bit, String since) {
    this.constant = constant;
    this.bit = bit;
    this.since = since;
  }

  /** The bits of some flags. */
  static int bits(Set<SetupFlag> flags) {
    int bits = 0;
    for (SetupFlag flag : flags) {
      bits |= flag.bit;
    }
    return bits;
  }

  /** The kernel's name. */
  String constant() {
    return constant;
  }

  /** The bit in {@code io_uring_params.flags}. */
  int bit() {
    return bit;
  }

  /** The first kernel that has it. */
  String since() {
    return since;
  }

  /** Whether it has a use beside those that the kernel took. */
  boolean isWanted(Set<SetupFlag> accepted, boolean waitsWithTimeout) {
    return true;
  }

  /** Why it has none; empty when something better is there. */
  String unwanted() {
    return "";
  }
}
