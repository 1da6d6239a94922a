/** Baton itself, as one of the peers. */
@NullMarked
package org.baton.bench.baton;

import org.jspecify.annotations.NullMarked;
