/** The migration itself: source, destination, switchover, pipeline and telemetry. */
module org.baton.engine {
  requires static transitive org.jspecify;
  requires com.lmax.disruptor;
  requires transitive org.agrona;
  requires HdrHistogram;
  requires jdk.jfr;
  requires transitive org.baton.transport;
  requires transitive org.baton.vfio;

  exports org.baton.engine;
  exports org.baton.engine.guest;
  exports org.baton.engine.participant;
  exports org.baton.engine.report;
  exports org.baton.engine.switchover;
}
