/** Two threads at a time, on the real classes of this package. */
@NullMarked
package org.baton.transport.socket;

import org.jspecify.annotations.NullMarked;
