package org.baton.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final String PEERS =
      "{'baton': {'gigabytesPerSecond': 2, 'gigabytesPerSecondSpread': {'min': 1.5, 'max': 2.1},"
          + " 'rounds': [{'gigabytesPerSecond': 1.5}, {'gigabytesPerSecond': 2},"
          + " {'gigabytesPerSecond': 2.1}]}, 'c': {'gigabytesPerSecond': 3}}";
  private static final String TIMES = "{'p50Micros': 5, 'p99Micros': 9, 'maxMicros': 20}";

  @TempDir Path folder;

  @Test
  void everyKindHasItsPictures() throws IOException, UnfitReportException {
    assumeTrue(hasFonts());
    write("datapath", "'results': " + PEERS);
    write("other", "'results': " + PEERS);
    write("ack", "'variants': {'tcp-idle': {'baton': %s, 'raw': %s}}".formatted(TIMES, TIMES));
    String size = "'devices-%1$d': {'devices': %1$d, 'channels': 1, 'timePerByteRatio': 1.1}";
    write("scale", "'results': {" + size.formatted(1) + "," + size.formatted(64) + "}");
    write("small", "'devices': 64, 'totalMillis': {'many': 5, 'one': 2, 'perFurtherDevice': 1}");
    write(
        "slow-loader",
        "'memory': {'source': {'overSlabMebibytes': -3}}, 'boundBytes': 9,"
            + " 'samples': [{'millis': 0, 'residentBytes': 4}, {'millis': 9, 'residentBytes': 5}]");
    write(
        "lab-qemu",
        "'baton': {'reinit': {'downtimeMillis': 3, 'stages': {'load':"
            + " {'median': 2, 'min': 1, 'max': 3}}}}");

    Page page = new Page(folder);
    for (Result result : Result.readAll(folder)) {
      page.add(result);
      assertThat(Files.readString(result.beside(".svg"))).contains("<svg").contains("viewBox");
      assertThat(ImageIO.read(result.beside(".png").toFile()).getWidth())
          .isGreaterThanOrEqualTo(Panel.WIDTH);
    }

    assertThat(Files.readString(page.write()))
        .contains("href=\"datapath.svg\"", "href=\"datapath.png\"", "href=\"datapath.json\"")
        .contains("alt=\"tcp-1: GB/s (more is better): baton 2 (1.5 .. 2.1); c 3\"");
  }

  @Test
  void aReportWithNothingToDrawHasNoPicture() throws IOException, UnfitReportException {
    write("bare", "'note': 'nothing'");

    Page page = new Page(folder);
    page.add(Result.readAll(folder).getFirst());

    assertThat(page.html()).contains("No picture");
    assertThat(folder.resolve("bare.svg")).doesNotExist();
  }

  @Test
  void distributionsBesideAReportAreRead() throws IOException, UnfitReportException {
    write("ack", "'variants': {}");
    Path files = Files.createDirectory(folder.resolve("ack-files"));
    Path file =
        Files.writeString(
            files.resolve("baton-tcp-idle-ack.hgrm"),
            """
                   Value     Percentile TotalCount 1/(1-Percentile)

                   1.000 0.000000000000          1           1.00
                   5.000 0.500000000000          5           2.00
                   7.000 0.900000000000          9          10.00
                   9.000 1.000000000000         10          inf
            #[Mean    =        1.000, StdDeviation   =        0.000]
            """);
    Result result = Result.readAll(folder).getFirst();

    assertThat(PercentileFile.find(result, "baton-tcp-idle-ack")).contains(file);
    assertThat(PercentileFile.find(result, "raw-tcp-idle")).isEmpty();
    assertThat(PercentileFile.read(file).across()).containsExactly(2.0, 10.0, 10.0);
    assertThat(PercentileFile.read(file).values()).containsExactly(5.0, 7.0, 9.0);
  }

  private void write(String benchmark, String json) throws IOException {
    Files.writeString(
        folder.resolve(benchmark + ".json"),
        "{'benchmark': '%s', %s}".formatted(benchmark, json).replace('\'', '"'));
  }

  /** A machine that builds Baton may have none. */
  private static boolean hasFonts() {
    try {
      Picture.requireFonts();
      return true;
    } catch (UnfitReportException e) {
      return false;
    }
  }
}
