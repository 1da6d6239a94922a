/** Channels between the two sides of a migration, and the messages that cross them. */
module org.baton.transport {
  requires static transitive org.jspecify;
  requires transitive org.agrona;
  requires org.baton.bindings;

  exports org.baton.transport;
  exports org.baton.transport.message;
  exports org.baton.transport.wire;
}
