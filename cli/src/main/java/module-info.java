/** The baton command. */
module org.baton.cli {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires jdk.unsupported;
  requires org.baton.engine;

  // Options are fields, which picocli sets by reflection.
  opens org.baton.cli to
      info.picocli;
}
