/** JMH benchmarks of classes that only this package sees. */
@NullMarked
package org.baton.transport.uring;

import org.jspecify.annotations.NullMarked;
