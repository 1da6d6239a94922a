/** What a good user of the JDK writes, as one of the peers: blocking channels, direct buffers. */
@NullMarked
package org.baton.bench.nio;

import org.jspecify.annotations.NullMarked;
