/** JMH benchmarks of the small parts of the data path. */
@NullMarked
package org.baton.bench;

import org.jspecify.annotations.NullMarked;
