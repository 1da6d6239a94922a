/** What crosses modules and needs no lab. */
@NullMarked
package org.baton.tests;

import org.jspecify.annotations.NullMarked;
