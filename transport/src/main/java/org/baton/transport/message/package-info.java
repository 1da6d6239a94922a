/**
 * The messages of a migration, and how they lie in frames.
 *
 * <p>{@link org.baton.transport.message.ControlMessages} has one method for each message of the
 * control channel: the sender calls it on an encoder, the receiver implements it behind a decoder,
 * and a simulation connects the two directly. Chunks of the data channels have a fixed header,
 * {@link org.baton.transport.message.ChunkHeader}, in front of their payload.
 *
 * <p>Every length is checked against {@link org.baton.transport.message.Limits} before it is used.
 * The layouts are in {@code src/main/sbe/baton.xml}; who may send what when is in {@code
 * docs/protocol.md}.
 */
@NullMarked
package org.baton.transport.message;

import org.jspecify.annotations.NullMarked;
