/** Devices that can migrate: the kernel's, through VFIO, and a simulated one. */
module org.baton.vfio {
  requires static transitive org.jspecify;
  requires org.baton.bindings;

  exports org.baton.vfio;
  exports org.baton.vfio.kernel;
  exports org.baton.vfio.simulated;
}
