package org.baton.engine.control;

import java.util.List;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * What a destination will take.
 *
 * @param participants what it has
 * @param poolBytes memory for chunks in flight, all participants together
 * @param windowChunks chunks in flight at most, per participant
 * @param chunkBytes longest payload
 * @param ackMode the most that is agreed to
 * @param timeouts how long to wait for the source
 */
public record DestinationPlan(
    List<? extends LoadingParticipant> participants,
    long poolBytes,
    int windowChunks,
    int chunkBytes,
    SwitchoverAckMode ackMode,
    Timeouts timeouts) {}
