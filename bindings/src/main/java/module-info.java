/**
 * The kernel's and the C library's interfaces, as Java sees them.
 *
 * <p>This is the only module of Baton that needs {@code --enable-native-access}.
 */
@SuppressWarnings("module") // The modules named below are compiled after this one.
module org.baton.bindings {
  requires static org.jspecify;

  exports org.baton.bindings.linux to
      org.baton.transport,
      org.baton.vfio;
  exports org.baton.bindings.sys;
}
