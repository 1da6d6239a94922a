/** Two threads at a time, on the real classes of this package. */
@NullMarked
package org.baton.transport;

import org.jspecify.annotations.NullMarked;
