/** Turns benchmark reports into pictures and a page. */
@NullMarked
package org.baton.bench.page;

import org.jspecify.annotations.NullMarked;
