/** The arithmetic of benchmark reports. */
@NullMarked
package org.baton.bench.report;

import org.jspecify.annotations.NullMarked;
