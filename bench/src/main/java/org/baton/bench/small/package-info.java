/** What a device costs beside its bytes. */
@NullMarked
package org.baton.bench.small;

import org.jspecify.annotations.NullMarked;
