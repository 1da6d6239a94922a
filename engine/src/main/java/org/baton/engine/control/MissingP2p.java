package org.baton.engine.control;

import java.util.List;
import org.baton.transport.message.Hello;
import org.baton.transport.message.ParticipantEntry;
import org.baton.transport.wire.ParticipantKind;
import org.baton.vfio.MigrationFlags;

/** Devices that cannot take part in the P2P barrier. */
final class MissingP2p {
  private MissingP2p() {}

  /**
   * What to warn of, or nothing. QEMU refuses such a set of devices; Baton leaves it to the
   * operator, who knows the guest.
   */
  static String warning(Hello offer) {
    List<String> without =
        offer.participants().stream()
            .filter(entry -> entry.kind() == ParticipantKind.VFIO_DEVICE)
            .filter(entry -> !new MigrationFlags(entry.flags()).hasP2p())
            .map(ParticipantEntry::name)
            .toList();
    if (offer.participants().size() < 2 || without.isEmpty()) {
      return "";
    }
    return "no P2P states: "
        + String.join(", ", without)
        + "; the guest must not let devices write into each other, for one without these states may"
        + " still do so while others have stopped";
  }
}
