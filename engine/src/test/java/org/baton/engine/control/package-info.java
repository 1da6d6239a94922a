/** The conductors' promises, without threads, clocks or sockets. */
@NullMarked
package org.baton.engine.control;

import org.jspecify.annotations.NullMarked;
