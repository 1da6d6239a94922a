/**
 * What a good user of Netty writes, as one of the peers: io_uring, pooled buffers, back pressure.
 */
@NullMarked
package org.baton.bench.netty;

import org.jspecify.annotations.NullMarked;
