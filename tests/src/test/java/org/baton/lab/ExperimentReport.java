package org.baton.lab;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.baton.bench.report.Spread;

/** What the experiment has shown, for people and for machines. */
final class ExperimentReport {
  private static final String MODELLED =
      "The costs are modelled: the driver mmig sleeps for each state change, each chunk of initial"
          + " data and each byte, as long as the settings say. Figures of an emulated machine say"
          + " how two ways to migrate compare there, and nothing about hardware.";

  private final QemuExperiment experiment;

  ExperimentReport(QemuExperiment experiment) {
    this.experiment = experiment;
  }

  /** One object, on many lines. */
  String json() throws IOException, InterruptedException {
    JsonObject json = new JsonObject();
    json.addProperty("benchmark", "lab-qemu");
    json.addProperty("costs", MODELLED);
    json.addProperty("rounds", experiment.rounds());
    json.addProperty(
        "warmUps",
        "Not counted, before the first round: Baton %d migrations without modelled costs, then both each mode once."
                .formatted(QemuExperiment.WARM_UPS)
            + " Baton's two processes live over all rounds, QEMU's start anew and come to rest.");
    json.add("environment", environment());
    json.add("settings", settings());
    json.add("definitions", definitions());
    json.add("baton", modes(experiment.batonReinit, experiment.batonLegacy));
    json.add("qemu", modes(experiment.qemuReinit, experiment.qemuLegacy));
    JsonObject ratios = new JsonObject();
    ratios.add("reinit", experiment.batonReinit.ratioTo(experiment.qemuReinit));
    ratios.add("legacy", experiment.batonLegacy.ratioTo(experiment.qemuLegacy));
    json.add("batonToQemu", ratios);
    JsonObject same = new JsonObject();
    same.add("reinit", experiment.batonReinit.sameWork(experiment.qemuReinit));
    same.add("legacy", experiment.batonLegacy.sameWork(experiment.qemuLegacy));
    same.add("one", experiment.batonOne.sameWork(experiment.qemuOne));
    same.add("four", experiment.batonFour.sameWork(experiment.qemuFour));
    json.add("sameWork", same);
    JsonObject parallel = new JsonObject();
    parallel.add("baton", oneAndFour(experiment.batonOne, experiment.batonFour));
    parallel.add("qemu", oneAndFour(experiment.qemuOne, experiment.qemuFour));
    parallel.add("qemuMultifd", oneAndFour(experiment.multifdOne, experiment.multifdFour));
    json.add("parallel", parallel);
    JsonObject alone = new JsonObject();
    alone.add("qemu", experiment.qemuAlone.json());
    json.add("withoutDevices", alone);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json) + "\n";
  }

  private static JsonObject modes(ExperimentVariant reinit, ExperimentVariant legacy) {
    JsonObject json = new JsonObject();
    json.add("reinit", reinit.json());
    json.add("legacy", legacy.json());
    json.add("reductionPercent", reinit.reductionFrom(legacy));
    return json;
  }

  private static JsonObject oneAndFour(ExperimentVariant one, ExperimentVariant four) {
    JsonObject json = new JsonObject();
    Spread ratio =
        Spread.ratio(
            four.figures(ExperimentRound::downtimeMillis),
            one.figures(ExperimentRound::downtimeMillis));
    json.addProperty("oneMillis", ExperimentRound.rounded(one.downtime().median()));
    json.addProperty("fourMillis", ExperimentRound.rounded(four.downtime().median()));
    json.addProperty("ratio", ExperimentRound.rounded(ratio.median()));
    json.add("ratioSpread", ExperimentVariant.json(ratio));
    json.add("one", one.json());
    json.add("four", four.json());
    return json;
  }

  private JsonObject environment() throws IOException, InterruptedException {
    JsonObject json = new JsonObject();
    json.addProperty("host", System.getProperty("baton.bench.host", "unknown"));
    json.addProperty("guestKernel", Files.readString(Path.of("/proc/version")).strip());
    json.addProperty("guestCpus", Runtime.getRuntime().availableProcessors());
    json.addProperty("guestMemory", Files.readAllLines(Path.of("/proc/meminfo")).getFirst());
    json.addProperty("qemu", qemuVersion());
    json.addProperty("machineReinit", QemuPair.REUSABLE);
    json.addProperty("machineLegacy", QemuPair.LEGACY);
    json.addProperty("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
    json.addProperty(
        "jvmOptions",
        Arrays.stream(Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1))
            .filter(word -> word.startsWith("-X"))
            .collect(Collectors.joining(" ")));
    json.addProperty("batonTransport", experiment.transport());
    return json;
  }

  private static String qemuVersion() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("qemu-system-x86_64", "--version").start();
    String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return version.lines().findFirst().orElse("unknown");
  }

  private static JsonObject settings() {
    JsonObject json = new JsonObject();
    json.addProperty("downtimeLimitMillis", QemuExperiment.DOWNTIME_LIMIT_MILLIS);
    json.add("busy", QemuExperiment.BUSY.json());
    json.add("idle", QemuExperiment.IDLE.json());
    json.add("parallel", QemuExperiment.EQUAL.json());
    return json;
  }

  private static JsonObject definitions() {
    JsonObject json = new JsonObject();
    json.addProperty(
        "downtimeMillis",
        "Baton: from the decision until the destination has said that its guest runs."
            + " QEMU: downtime of query-migrate, which ends before the destination's devices leave"
            + " RESUMING.");
    json.addProperty(
        "pausedMillis",
        "From the pause of the source's guest until the destination's runs, by one clock."
            + " Baton: GuestControl.pause is called, to GuestControl.resume is called."
            + " QEMU: src-downtime-start to dst-precopy-bh-vm-started. QEMU has a guest of 32 MiB"
            + " to stop, move and start, Baton none: withoutDevices says what that takes.");
    json.addProperty(
        "busyDeviceDowntimeMillis",
        "Of the first device. Baton: from the pause until the destination had it loaded and"
            + " validated. QEMU: src-downtime-start until the vmstate_downtime_load of its"
            + " iterable section; it is the first of the four there. busyDeviceTracedMillis is"
            + " QEMU's own sum of vmstate_downtime_save and vmstate_downtime_load, without"
            + " state changes and without what was sent before the pause and is still loaded.");
    json.addProperty(
        "totalMillis", "Baton: from connecting to the end. QEMU: total-time of query-migrate.");
    json.addProperty(
        "acks",
        "Messages with a switchover-ack that came to the source. legacy: one for all devices."
            + " Baton: of the source's report. QEMU: source_return_path_thread_switchover_acked.");
    json.addProperty(
        "sameWork",
        "Whether Baton and QEMU moved the same: differingRounds have not the same reinits or not"
            + " the same bytesLoaded on both sides. A device re-initialises by the clock, so a side"
            + " that goes over before it is time, or asks only after the next one, has fewer.");
    json.addProperty("stages", "Baton: how long each took. QEMU: when it was reached.");
    json.addProperty(
        "median",
        "with min and max over the rounds. Of ratios and reductions: from the two medians; min and"
            + " max round by round.");
    return json;
  }

  /** A table. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "Four devices, one re-initialises; %d rounds by turns, median (min .. max)"
            .formatted(experiment.rounds()));
    lines.add(row("", "Baton", "QEMU", "Baton / QEMU"));
    for (Figure figure : Figure.ALL) {
      lines.add(compared("reinit", figure, experiment.batonReinit, experiment.qemuReinit));
      lines.add(compared("legacy", figure, experiment.batonLegacy, experiment.qemuLegacy));
      lines.add(
          row(
              "  less by %",
              text(reduction(figure, experiment.batonLegacy, experiment.batonReinit), "%.1f"),
              text(reduction(figure, experiment.qemuLegacy, experiment.qemuReinit), "%.1f"),
              ""));
    }
    lines.add("");
    lines.add("Rounds in which not both sides moved the same");
    lines.add(differing("reinit", experiment.batonReinit, experiment.qemuReinit));
    lines.add(differing("legacy", experiment.batonLegacy, experiment.qemuLegacy));
    lines.add(differing("one", experiment.batonOne, experiment.qemuOne));
    lines.add(differing("four", experiment.batonFour, experiment.qemuFour));
    lines.add("");
    lines.add("Downtime of four equal devices beside one, ms");
    lines.add(row("", "one", "four", "four / one"));
    lines.add(parallel("Baton", experiment.batonOne, experiment.batonFour));
    lines.add(parallel("QEMU", experiment.qemuOne, experiment.qemuFour));
    lines.add(parallel("QEMU, multifd", experiment.multifdOne, experiment.multifdFour));
    lines.add(row("QEMU, no device", text(experiment.qemuAlone.downtime(), "%.1f"), "", ""));
    lines.add("");
    lines.add(MODELLED);
    return lines;
  }

  private String differing(String mode, ExperimentVariant baton, ExperimentVariant qemu) {
    return row(
        mode, "%d of %d".formatted(baton.differingRounds(qemu), experiment.rounds()), "", "");
  }

  private static String compared(
      String mode, Figure figure, ExperimentVariant baton, ExperimentVariant qemu) {
    return row(
        mode + " " + figure.field(),
        text(Spread.of(baton.figures(figure.of())), "%.1f"),
        text(Spread.of(qemu.figures(figure.of())), "%.1f"),
        text(Spread.ratio(baton.figures(figure.of()), qemu.figures(figure.of())), "%.2f"));
  }

  private static Spread reduction(
      Figure figure, ExperimentVariant legacy, ExperimentVariant reinit) {
    return Spread.reductionPercent(legacy.figures(figure.of()), reinit.figures(figure.of()));
  }

  private static String parallel(String name, ExperimentVariant one, ExperimentVariant four) {
    return row(
        name,
        text(one.downtime(), "%.1f"),
        text(four.downtime(), "%.1f"),
        text(
            Spread.ratio(
                four.figures(ExperimentRound::downtimeMillis),
                one.figures(ExperimentRound::downtimeMillis)),
            "%.2f"));
  }

  private static String row(String name, String first, String second, String third) {
    return "%-34s%28s%28s%24s".formatted(name, first, second, third).stripTrailing();
  }

  private static String text(Spread spread, String format) {
    return String.format(
        Locale.ROOT,
        "%s (%s .. %s)".formatted(format, format, format),
        spread.median(),
        spread.min(),
        spread.max());
  }
}
