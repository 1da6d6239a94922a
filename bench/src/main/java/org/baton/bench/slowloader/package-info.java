/** One device that is loaded ten times slower than the wire carries, beside others that are not. */
@NullMarked
package org.baton.bench.slowloader;

import org.jspecify.annotations.NullMarked;
