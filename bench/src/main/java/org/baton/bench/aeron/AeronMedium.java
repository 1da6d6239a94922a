package org.baton.bench.aeron;

/** What streams go through. */
public enum AeronMedium {
  /** Datagrams on the loopback: each process has a media driver. */
  UDP,
  /** Shared memory: the destination's media driver serves both. */
  IPC
}
