/** What a good user of Aeron writes, as two of the peers: over UDP, and through shared memory. */
@NullMarked
package org.baton.bench.aeron;

import org.jspecify.annotations.NullMarked;
