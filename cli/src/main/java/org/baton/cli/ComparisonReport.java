package org.baton.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * What a comparison has shown.
 *
 * @param scenario what was run
 * @param reusable the runs in which each REINIT was acknowledged
 * @param legacy as many runs in which only the first initial data was
 */
record ComparisonReport(Scenario scenario, List<ComparedRun> reusable, List<ComparedRun> legacy) {
  ComparisonReport {
    reusable = List.copyOf(reusable);
    legacy = List.copyOf(legacy);
  }

  /** For people. */
  List<String> lines() {
    Spread ratio = ratio();
    return List.of(
        "%-31smedian        min .. max".formatted("by turns, rounds: " + reusable.size()),
        line("downtime, reusable", spread(reusable, ComparedRun::downtimeMillis)),
        line("downtime, legacy", spread(legacy, ComparedRun::downtimeMillis)),
        line("total, reusable", spread(reusable, ComparedRun::totalMillis)),
        line("total, legacy", spread(legacy, ComparedRun::totalMillis)),
        String.format(
            Locale.ROOT,
            "downtime with legacy is %.1f times that with reusable (by round: %.1f .. %.1f)",
            ratio.median(),
            ratio.min(),
            ratio.max()));
  }

  /** For machines. */
  String json() {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("version", Version.text());
    json.field("scenario", scenario.toString()).field("rounds", reusable.size());
    ratio().write(json, "downtimeRatio");
    mode(json, SwitchoverAckMode.REUSABLE, reusable);
    mode(json, SwitchoverAckMode.LEGACY, legacy);
    return json.end().toString();
  }

  /** Of the medians, and the spread of what each pair of runs that followed each other gives. */
  private Spread ratio() {
    Spread paired =
        Spread.of(
            IntStream.range(0, reusable.size())
                .mapToDouble(i -> legacy.get(i).downtimeMillis() / reusable.get(i).downtimeMillis())
                .toArray());
    return new Spread(
        spread(legacy, ComparedRun::downtimeMillis).median()
            / spread(reusable, ComparedRun::downtimeMillis).median(),
        paired.min(),
        paired.max());
  }

  private static Spread spread(List<ComparedRun> runs, ToDoubleFunction<ComparedRun> figure) {
    return Spread.of(runs.stream().mapToDouble(figure).toArray());
  }

  private static String line(String what, Spread millis) {
    return String.format(
        Locale.ROOT,
        "  %-20s %12.1f ms  %8.1f .. %.1f ms",
        what,
        millis.median(),
        millis.min(),
        millis.max());
  }

  private static void mode(JsonWriter json, SwitchoverAckMode mode, List<ComparedRun> runs) {
    json.beginObject(mode.toString());
    spread(runs, ComparedRun::downtimeMillis).write(json, "downtimeMillis");
    spread(runs, ComparedRun::totalMillis).write(json, "totalMillis");
    json.beginArray("reports");
    runs.forEach(run -> json.itemText(run.report()));
    json.end().end();
  }
}
