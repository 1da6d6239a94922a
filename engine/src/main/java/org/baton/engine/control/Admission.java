package org.baton.engine.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baton.engine.participant.LoadingParticipant;
import org.baton.engine.pipeline.SlotWindow;
import org.baton.transport.message.Hello;
import org.baton.transport.message.Limits;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.message.ProtocolException;
import org.baton.transport.wire.FailCode;

/**
 * A destination's answer to a Hello: what it grants, or why not.
 *
 * @param version protocol version
 * @param windowChunks chunks in flight, per participant: a power of two
 * @param chunkBytes longest payload
 * @param order for each participant of the offer the index of its counterpart here
 */
record Admission(int version, int windowChunks, int chunkBytes, List<Integer> order) {

  /**
   * Decides about an offer.
   *
   * @throws ProtocolException if it cannot be taken; the message is for both sides
   */
  static Admission decide(Hello offer, DestinationPlan plan) throws ProtocolException {
    if (offer.isOfOtherVersions()) {
      throw new ProtocolException(
          FailCode.VERSION,
          "the source speaks versions "
              + offer.minVersion()
              + " to "
              + offer.maxVersion()
              + ", this side "
              + Limits.MIN_VERSION
              + " to "
              + Limits.MAX_VERSION
              + "; use Baton releases that are closer to each other");
    }
    if (offer.chunkBytes() < Limits.MIN_CHUNK_BYTES) {
      throw new ProtocolException("chunks of " + offer.chunkBytes() + " bytes are too short");
    }
    List<Integer> order = order(offer.participants(), plan.participants());
    int chunkBytes = Math.min(offer.chunkBytes(), plan.chunkBytes());
    int window = Integer.highestOneBit(Math.min(offer.windowChunks(), plan.windowChunks()));
    while (order.size() * SlotWindow.bytes(window, chunkBytes) > plan.poolBytes()) {
      if (window == 1) {
        throw new ProtocolException(
            FailCode.RESOURCES,
            order.size()
                + " participants need at least "
                + order.size() * SlotWindow.bytes(1, chunkBytes)
                + " bytes for chunks in flight and the destination allows "
                + plan.poolBytes()
                + "; raise its pool or use smaller chunks");
      }
      window /= 2;
    }
    return new Admission(
        Math.min(offer.maxVersion(), Limits.MAX_VERSION), window, chunkBytes, order);
  }

  private static List<Integer> order(
      List<ParticipantEntry> offered, List<? extends LoadingParticipant> present)
      throws ProtocolException {
    Map<String, Integer> byName = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      if (byName.put(present.get(i).name(), i) != null) {
        problems.add("'" + present.get(i).name() + "' is here twice");
      }
    }
    List<Integer> order = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (ParticipantEntry entry : offered) {
      if (!names.add(entry.name())) {
        problems.add("'" + entry.name() + "' is offered by the source more than once");
        continue;
      }
      Integer index = byName.remove(entry.name());
      if (index == null) {
        problems.add("'" + entry.name() + "' is offered by the source and not here");
        continue;
      }
      order.add(index);
      String refusal = present.get(index).refusal(entry);
      if (!refusal.isEmpty()) {
        problems.add("'" + entry.name() + "': " + refusal);
      }
    }
    byName.keySet().stream()
        .sorted()
        .forEach(name -> problems.add("'" + name + "' is here and not offered by the source"));
    if (offered.isEmpty()) {
      problems.add("nothing is offered");
    }
    if (!problems.isEmpty()) {
      throw new ProtocolException(
          FailCode.PARTICIPANTS,
          "the devices of the two sides differ: "
              + String.join("; ", problems)
              + ". Name the same devices on both sides");
    }
    return order;
  }
}
