/**
 * Channels between the two sides of a migration.
 *
 * <p>A {@link org.baton.transport.Channel} moves regions of a {@link org.baton.transport.Slab} over
 * one stream socket. There are two implementations behind one interface: io_uring, and plain
 * sockets for machines that deny it. {@code Transport} chooses, and says why.
 */
@NullMarked
package org.baton.transport;

import org.jspecify.annotations.NullMarked;
