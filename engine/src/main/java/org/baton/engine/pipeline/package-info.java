/**
 * The data plane: moves bytes, decides nothing, allocates nothing once it runs.
 *
 * <p>Source: {@link org.baton.engine.pipeline.SaveAgent} reads a participant into a slot of its
 * {@link org.baton.engine.pipeline.SlotWindow}, a {@link org.baton.engine.pipeline.ChunkRing}
 * carries the chunk's description to a {@link org.baton.engine.pipeline.SendAgent}, which sends it.
 * Destination: {@link org.baton.engine.pipeline.ReceiveAgent} receives into a slot, another ring
 * carries the description to the participant's {@link org.baton.engine.pipeline.LoadAgent}, which
 * writes.
 *
 * <p>A participant's chunks are numbered from 0 and chunk <i>n</i> always lies in slot <i>n</i>
 * modulo the window. So a chunk's place in the stream is its place in memory: nothing is sorted at
 * the destination, a chunk outside the window is refused, and what is sent but not loaded never
 * exceeds the window, because a chunk is sent only when the one that had its slot before has been
 * loaded.
 */
@NullMarked
package org.baton.engine.pipeline;

import org.jspecify.annotations.NullMarked;
