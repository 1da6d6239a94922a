/**
 * System calls, mappings and error numbers: the one package of Baton that calls restricted methods
 * of {@link java.lang.foreign}.
 *
 * <p>A method named after a C function does what that function's man page says and returns what the
 * kernel itself returns: the result, or the negated error number, {@code -EBADF}. Such a method
 * throws only for a mistake in its own arguments, never for what the kernel answers. {@link
 * org.baton.bindings.sys.Errno} names the number; {@link
 * org.baton.bindings.sys.SystemCallException} turns it into an exception where a caller wants one.
 *
 * <p><b>Interrupted calls.</b> A call that can be made again as it stands, and moved nothing when
 * it was interrupted, is made again: {@code open}, {@code read}, {@code write}, {@code pread},
 * {@code pwrite}, {@code ftruncate}, {@code accept}, {@code send}, {@code recv}, {@code sendmsg},
 * {@code recvmsg}. An interrupted {@code poll} ends as if its time were over. The others return
 * {@code -EINTR}: {@code io_uring_enter}, whose callers have something to look at; {@code connect},
 * which goes on by itself and is then polled for; {@code ioctl}, where only the request's author
 * knows; {@code close}, after which the number is free whatever it returned.
 *
 * <p><b>Addresses.</b> A pointer is a {@code long} in the methods of the data path, and no arena
 * knows of it: the caller keeps the memory mapped until the call, or the ring entry that carries
 * the address, is done. The overloads that take a {@link java.lang.foreign.MemorySegment} check
 * bounds, liveness and ownership first, then do the same; they guard against mistakes, not against
 * an arena that another thread closes during the call.
 *
 * <p>Every method may be called from any thread. A blocking one blocks its carrier when called from
 * a virtual thread.
 */
@NullMarked
package org.baton.bindings.sys;

import org.jspecify.annotations.NullMarked;
