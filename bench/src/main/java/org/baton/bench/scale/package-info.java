/** What a byte costs as devices and channels become more. */
@NullMarked
package org.baton.bench.scale;

import org.jspecify.annotations.NullMarked;
