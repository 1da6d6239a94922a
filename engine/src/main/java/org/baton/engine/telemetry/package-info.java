/** What is measured while state moves. Recording allocates nothing and takes no lock. */
@NullMarked
package org.baton.engine.telemetry;

import org.jspecify.annotations.NullMarked;
