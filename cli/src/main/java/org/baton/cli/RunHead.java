package org.baton.cli;

import org.baton.transport.Transport;

/**
 * What a run is, before anything of it is known.
 *
 * @param isSource whether this side sends
 * @param endpoint where the destination listens
 * @param transport the kind of transport that is used
 * @param transportReason why that one
 * @param downtimeLimitMillis the limit a source was told; 0 at the destination
 */
record RunHead(
    boolean isSource,
    String endpoint,
    String transport,
    String transportReason,
    long downtimeLimitMillis) {
  static final String SOURCE = "source";
  static final String DESTINATION = "destination";

  static RunHead source(String endpoint, Transport transport, long downtimeLimitMillis) {
    return new RunHead(
        true, endpoint, transport.kind().toString(), transport.reason(), downtimeLimitMillis);
  }

  static RunHead destination(String endpoint, Transport transport) {
    return new RunHead(false, endpoint, transport.kind().toString(), transport.reason(), 0);
  }

  String role() {
    return isSource ? SOURCE : DESTINATION;
  }

  String otherRole() {
    return isSource ? DESTINATION : SOURCE;
  }
}
