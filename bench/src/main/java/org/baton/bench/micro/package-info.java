/**
 * JMH benchmarks of the small parts of the data path, and how they are run. Those of classes that
 * are not public lie in the packages of these classes.
 */
@NullMarked
package org.baton.bench.micro;

import org.jspecify.annotations.NullMarked;
