/** Tests of the data plane. */
@org.jspecify.annotations.NullMarked
package org.baton.engine.pipeline;
