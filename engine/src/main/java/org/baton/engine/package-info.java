/** The migration: what a hypervisor embeds. */
@NullMarked
package org.baton.engine;

import org.jspecify.annotations.NullMarked;
