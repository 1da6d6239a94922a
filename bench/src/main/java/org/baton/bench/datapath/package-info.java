/** Bytes a second and processor time per byte, beside others that move the same bytes. */
@NullMarked
package org.baton.bench.datapath;

import org.jspecify.annotations.NullMarked;
