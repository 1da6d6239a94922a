package org.baton.transport.message;

import java.nio.charset.StandardCharsets;
import org.baton.transport.wire.ParticipantKind;

/**
 * One row of the table in a Hello: something whose state will be moved. Its place in the table is
 * its id for the rest of the migration.
 *
 * @param name unique in the table, 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8
 * @param kind what its stream holds
 * @param flags for a VFIO device its migration flags
 * @param stopCopyBytes an estimate of the whole state, in bytes
 */
public record ParticipantEntry(String name, ParticipantKind kind, long flags, long stopCopyBytes) {
  /** Refuses names that do not fit in a Hello. */
  public ParticipantEntry {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > Limits.MAX_NAME_BYTES) {
      throw new IllegalArgumentException(
          "the name '"
              + name
              + "' has "
              + bytes
              + " bytes; it must have 1 to "
              + Limits.MAX_NAME_BYTES);
    }
  }
}
