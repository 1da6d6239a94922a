/**
 * Stream sockets through the C library: connecting, accepting, waiting, and the channel for
 * machines that deny io_uring.
 */
@NullMarked
package org.baton.transport.socket;

import org.jspecify.annotations.NullMarked;
