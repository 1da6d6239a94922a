/**
 * Channels between the two sides of a migration, and the messages that cross them.
 *
 * <p>A {@code Slab} can be made of any {@code MappedMemory}, so readers of this module see the
 * bindings too.
 */
module org.baton.transport {
  requires static transitive org.jspecify;
  requires transitive org.agrona;
  requires transitive org.baton.bindings;

  exports org.baton.transport;
  exports org.baton.transport.message;
  exports org.baton.transport.wire;
}
