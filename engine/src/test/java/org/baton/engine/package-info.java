/** The engine's promises, kept over real sockets with simulated devices. */
@NullMarked
package org.baton.engine;

import org.jspecify.annotations.NullMarked;
