package org.baton.bench.page;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark whose reports this page knows, or any other.
 *
 * @param benchmark its name
 * @param title in words
 * @param sentence what was measured
 * @param painter what draws its reports
 */
record Kind(String benchmark, String title, String sentence, Painter painter) {
  private static final List<Kind> ALL =
      List.of(
          new Kind(
              "datapath",
              "Device bytes from process to process",
              "Each peer moves the same content from one process's file in memory to another's,"
                  + " with the same checksums at both ends, by turns. Throughput is from the"
                  + " source's first read until it knows of the last write; processor time is that"
                  + " of both processes.",
              DataPathPicture::of),
          new Kind(
              "ack",
              "The round trip of a switchover-ack",
              "How long an ack takes from ordering its tag, idle and beside a stream of 1 GB/s, and"
                  + " how long two plain processes in C take for as many bytes there and back. A"
                  + " line is what was measured where the report's distributions lie beside it; the"
                  + " dots beside it are corrected for requests that waited (dots of solid lines,"
                  + " diamonds of dashed ones).",
              AckPicture::of),
          new Kind(
              "scale",
              "More devices and more channels",
              "The same bytes by more and more devices, and through more and more channels: what a"
                  + " byte costs then beside what it costs with one of each.",
              ScalePicture::of),
          new Kind(
              "small",
              "Many small devices",
              "Many small devices beside one with as many bytes: what a device costs besides its"
                  + " bytes.",
              SmallPicture::of),
          new Kind(
              "slow-loader",
              "A device that loads slowly",
              "Three devices that are loaded as fast as they come, without and with a fourth that"
                  + " takes ten times as long: what of memory that needs, which must stay within"
                  + " the slab and 64 MiB, and what it costs the three.",
              SlowLoaderPicture::of),
          new Kind(
              "lab-qemu",
              "Baton beside QEMU in the kernel lab",
              "Both move the same devices by turns in one emulated machine, with an ack for each"
                  + " REINIT (reinit) and with one ack (legacy); and four devices beside one. Costs"
                  + " are modelled, so the figures compare two ways to migrate and say nothing"
                  + " about hardware.",
              LabQemuPicture::of));

  private static final Kind OTHER =
      new Kind(
          "",
          "",
          "This page has no words for this benchmark: its figures, as its report has them.",
          GenericPicture::of);

  /** What draws a report. */
  @FunctionalInterface
  interface Painter {
    /** The charts that the report has the figures of. */
    List<Panel> paint(Result result) throws IOException, UnfitReportException;
  }

  /** That of a report. */
  static Kind of(Result result) {
    return ALL.stream()
        .filter(kind -> kind.benchmark.equals(result.benchmark()))
        .findFirst()
        .orElse(OTHER);
  }

  String title(Result result) {
    return title.isEmpty() ? result.benchmark() : title;
  }

  /**
   * Draws a report; null if it holds nothing to draw.
   *
   * @throws UnfitReportException if a file beside it is unfit
   * @throws IOException if one cannot be read
   */
  static @Nullable Picture picture(Result result) throws IOException, UnfitReportException {
    List<Panel> panels = of(result).painter.paint(result);
    return panels.isEmpty() ? null : new Picture(panels);
  }
}
