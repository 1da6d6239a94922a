/** A network that consists of bytes. */
@NullMarked
package org.baton.transport;

import org.jspecify.annotations.NullMarked;
