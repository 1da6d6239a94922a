/** What all benchmarks share: the content, processes that move it, rounds by turns, and reports. */
@NullMarked
package org.baton.bench.harness;

import org.jspecify.annotations.NullMarked;
