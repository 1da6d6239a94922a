/** The {@code baton} command: the only part of Baton with a console. */
@NullMarked
package org.baton.cli;

import org.jspecify.annotations.NullMarked;
