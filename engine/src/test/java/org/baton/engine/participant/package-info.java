/** Tests of what takes part in a migration. */
@NullMarked
package org.baton.engine.participant;

import org.jspecify.annotations.NullMarked;
