/** What a migration tells about itself, while it runs and afterwards. Values only. */
@NullMarked
package org.baton.engine.report;

import org.jspecify.annotations.NullMarked;
