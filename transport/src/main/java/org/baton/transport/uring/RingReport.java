package org.baton.transport.uring;

import java.util.List;
import org.baton.transport.Feature;

/**
 * What a probe found.
 *
 * @param features a row for each thing asked for
 * @param denial why io_uring cannot be used, and what to do; empty if it can
 * @param options how to make rings
 * @param noZeroCopy why sends are always copied; empty if they need not be
 */
record RingReport(List<Feature> features, String denial, RingOptions options, String noZeroCopy) {
  RingReport {
    features = List.copyOf(features);
  }

  static RingReport available(List<Feature> features, RingOptions options, String noZeroCopy) {
    return new RingReport(features, "", options, noZeroCopy);
  }

  static RingReport unavailable(List<Feature> features, String denial) {
    return new RingReport(features, denial, RingOptions.plain(), denial);
  }
}
