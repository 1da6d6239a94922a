/**
 * One process of a peer: what it is told, what it moves, and what that costs it.
 *
 * <p>A peer is two processes, a source and a destination, that live over all rounds of a benchmark.
 * The harness starts them and tells them what to do on their standard input; {@code
 * bench/peers/side.h} is the same in C.
 */
@NullMarked
package org.baton.bench.side;

import org.jspecify.annotations.NullMarked;
