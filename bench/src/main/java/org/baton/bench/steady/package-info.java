/** What a long migration leaves behind in its JVMs: no garbage of the data plane, no safepoint. */
@NullMarked
package org.baton.bench.steady;

import org.jspecify.annotations.NullMarked;
