/** JMH benchmarks of classes that only this package sees. */
@NullMarked
package org.baton.engine.pipeline;

import org.jspecify.annotations.NullMarked;
