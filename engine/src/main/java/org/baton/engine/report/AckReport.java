package org.baton.engine.report;

/**
 * One participant's switchover-acks, as the source counted them.
 *
 * @param requested how often an ack was asked for
 * @param received how many came
 * @param reinits how often the driver said {@code VFIO_PRECOPY_INFO_REINIT}
 * @param late how many of the requests came after the switchover was decided
 * @param roundTripP50Nanos from ordering a tag until its ack: the median; 0 if none came
 * @param roundTripP99Nanos 99 of 100 took no longer
 * @param roundTripMaxNanos the longest
 * @param waitNanos how much of the time in which only acks were waited for this participant's was
 *     missing
 */
public record AckReport(
    long requested,
    long received,
    long reinits,
    long late,
    long roundTripP50Nanos,
    long roundTripP99Nanos,
    long roundTripMaxNanos,
    long waitNanos) {
  /** Nothing was asked for. */
  public static final AckReport NONE = new AckReport(0, 0, 0, 0, 0, 0, 0, 0);
}
