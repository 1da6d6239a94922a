/** The migration itself: source, destination, switchover, pipeline and telemetry. */
module org.baton.engine {
  requires static transitive org.jspecify;
  requires com.lmax.disruptor;
  requires org.agrona;
  requires org.baton.transport;
  requires org.baton.vfio;
}
