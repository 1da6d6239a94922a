/** What is promised of frames and messages, whoever wrote them. */
@NullMarked
package org.baton.transport.message;

import org.jspecify.annotations.NullMarked;
