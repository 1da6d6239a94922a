package org.baton.bench.scale;

/**
 * How much there is of what a migration has several of.
 *
 * @param devices that share all bytes
 * @param channels that carry them
 */
record Size(int devices, int channels) {
  /** In reports. */
  String name() {
    return "devices-%d-channels-%d".formatted(devices, channels);
  }
}
