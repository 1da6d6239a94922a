package org.baton.engine.control;

import org.baton.transport.message.Hello;

/**
 * What a source is to do.
 *
 * @param offer what it offers; its table is the list of participants
 * @param switchover when and how to go over
 * @param timeouts how long to wait for the destination
 */
public record SourcePlan(Hello offer, SwitchoverPlan switchover, Timeouts timeouts) {}
