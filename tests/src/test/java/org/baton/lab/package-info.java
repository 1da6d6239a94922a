/**
 * Tests that need a real kernel with VFIO. They are compiled with the others and run only in the
 * guest of {@code tests/lab}, where {@link org.baton.lab.Lab} tells what devices there are.
 */
@NullMarked
package org.baton.lab;

import org.jspecify.annotations.NullMarked;
