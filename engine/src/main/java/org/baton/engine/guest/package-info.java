/** How Baton asks a hypervisor to pause and resume its guest. */
@NullMarked
package org.baton.engine.guest;

import org.jspecify.annotations.NullMarked;
