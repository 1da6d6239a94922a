/**
 * The kernel's and the C library's interfaces, as Java sees them.
 *
 * <p>This is the only module of Baton that needs {@code --enable-native-access}.
 */
module org.baton.bindings {
  requires static transitive org.jspecify;
}
