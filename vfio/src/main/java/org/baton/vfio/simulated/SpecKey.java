package org.baton.vfio.simulated;

import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys of a specification's text: how each is read, and written. */
@SuppressWarnings("ImmutableEnumChecker") // The functions are lambdas that hold nothing.
enum SpecKey {
  NAME("name", SimulatedDeviceBuilder::name, SimulatedDeviceSpec::name),
  SEED(
      "seed",
      (builder, text) -> builder.seed(SpecText.number(text)),
      spec -> Long.toString(spec.seed())),
  FLAGS(
      "flags",
      (builder, text) -> builder.flags(SpecText.flags(text)),
      spec -> spec.flags().toString().replace('|', '+')),
  INITIAL_BYTES(
      "initialBytes",
      (builder, text) -> builder.initialBytes(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.sizes().initialBytes())),
  REINIT_BYTES(
      "reinitBytes",
      (builder, text) -> builder.reinitBytes(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.sizes().reinitBytes())),
  STOP_COPY_BYTES(
      "stopCopyBytes",
      (builder, text) -> builder.stopCopyBytes(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.sizes().stopCopyBytes())),
  DIRTY_BYTES_PER_SECOND(
      "dirtyBytesPerSecond",
      (builder, text) -> builder.dirtyBytesPerSecond(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.sizes().dirtyBytesPerSecond())),
  DIRTY_LIMIT_BYTES(
      "dirtyLimitBytes",
      (builder, text) -> builder.dirtyLimitBytes(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.sizes().dirtyLimitBytes())),
  SAVE_BYTES_PER_SECOND(
      "saveBytesPerSecond",
      (builder, text) -> builder.saveBytesPerSecond(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.timings().saveBytesPerSecond())),
  LOAD_BYTES_PER_SECOND(
      "loadBytesPerSecond",
      (builder, text) -> builder.loadBytesPerSecond(Quantities.parseBytes(text)),
      spec -> Quantities.formatBytes(spec.timings().loadBytesPerSecond())),
  TRANSITION_TIME(
      "transitionTime",
      (builder, text) -> builder.transitionTime(TransitionTimes.parse(text)),
      spec -> spec.timings().transitions().toString()),
  INITIAL_LOAD_TIME(
      "initialLoadTime",
      (builder, text) -> builder.initialLoadNanos(Quantities.parseNanos(text)),
      spec -> Quantities.formatNanos(spec.timings().initialLoadNanos())),
  PRECOPY_INFO_TIME(
      "precopyInfoTime",
      (builder, text) -> builder.precopyInfoNanos(Quantities.parseNanos(text)),
      spec -> Quantities.formatNanos(spec.timings().precopyInfoNanos())),
  REPORTS_REINIT(
      "reportsReinit",
      (builder, text) -> builder.reportsReinit(SpecText.truth(text)),
      spec -> Boolean.toString(spec.habits().reportsReinit())),
  EMPTY_READ(
      "emptyRead",
      (builder, text) -> builder.emptyRead(SpecText.choice(EmptyRead.class, text)),
      spec -> spec.habits().emptyRead().name().toLowerCase(Locale.ROOT)),
  DATA_SIZE(
      "dataSize",
      (builder, text) -> builder.dataSize(SpecText.choice(DataSize.class, text)),
      spec -> spec.habits().dataSize().name().toLowerCase(Locale.ROOT)),
  MAX_READ_BYTES(
      "maxReadBytes",
      (builder, text) -> builder.maxReadBytes(Math.toIntExact(Quantities.parseBytes(text))),
      spec -> Quantities.formatBytes(spec.habits().maxReadBytes())),
  MAX_WRITE_BYTES(
      "maxWriteBytes",
      (builder, text) -> builder.maxWriteBytes(Math.toIntExact(Quantities.parseBytes(text))),
      spec -> Quantities.formatBytes(spec.habits().maxWriteBytes())),
  REINIT(
      "reinit",
      (builder, text) ->
          SpecText.items(text).forEach(item -> builder.reinitAtNanos(Quantities.parseNanos(item))),
      spec ->
          spec.reinits().atNanos().stream()
              .map(Quantities::formatNanos)
              .collect(Collectors.joining("+"))),
  REINIT_EVERY(
      "reinitEvery",
      (builder, text) -> builder.reinitEveryNanos(Quantities.parseNanos(text)),
      spec -> Quantities.formatNanos(spec.reinits().everyNanos())),
  FAULT(
      "fault",
      (builder, text) -> builder.fault(Fault.parse(text)),
      spec -> spec.faults().stream().map(Fault::toString).collect(Collectors.joining(",fault=")));

  private final String text;
  private final BiConsumer<SimulatedDeviceBuilder, String> reader;
  private final Function<SimulatedDeviceSpec, String> writer;

  SpecKey(
      String text,
      BiConsumer<SimulatedDeviceBuilder, String> reader,
      Function<SimulatedDeviceSpec, String> writer) {
    this.text = text;
    this.reader = reader;
    this.writer = writer;
  }

  String text() {
    return text;
  }

  /**
   * Reads a value into a builder.
   *
   * @throws IllegalArgumentException if the value makes no sense, naming the key
   */
  void read(SimulatedDeviceBuilder builder, String value) {
    try {
      reader.accept(builder, value);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException(text + "=" + value + ": " + e.getMessage(), e);
    }
  }

  /** Writes the value a specification has; empty if there is nothing to write. */
  String write(SimulatedDeviceSpec spec) {
    return writer.apply(spec);
  }
}
