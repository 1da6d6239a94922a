/** What an operator can choose about the switchover. */
@NullMarked
package org.baton.engine.switchover;

import org.jspecify.annotations.NullMarked;
