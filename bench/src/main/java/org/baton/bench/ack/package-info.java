/** The round trip of a switchover-ack, beside that of a request with nobody between. */
@NullMarked
package org.baton.bench.ack;

import org.jspecify.annotations.NullMarked;
