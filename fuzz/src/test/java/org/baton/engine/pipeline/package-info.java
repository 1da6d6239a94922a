/** Whatever bytes come, nothing but the peer's mistake is found in them. */
@NullMarked
package org.baton.engine.pipeline;

import org.jspecify.annotations.NullMarked;
