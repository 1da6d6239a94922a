/** The baton command. */
module org.baton.cli {
  requires static transitive org.jspecify;
  requires info.picocli;
  requires org.baton.engine;
}
