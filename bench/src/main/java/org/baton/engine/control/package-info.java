/** JMH benchmarks of classes that only this package sees. */
@NullMarked
package org.baton.engine.control;

import org.jspecify.annotations.NullMarked;
