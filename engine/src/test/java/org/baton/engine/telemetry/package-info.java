@NullMarked
package org.baton.engine.telemetry;

import org.jspecify.annotations.NullMarked;
