/**
 * io_uring from Java: rings over mapped memory, the probe of what the kernel offers, and the
 * channel on top.
 */
@NullMarked
package org.baton.transport.uring;

import org.jspecify.annotations.NullMarked;
