package org.baton.lab;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.baton.bench.report.Spread;

/** All rounds of one way to migrate. */
final class ExperimentVariant {
  private final String name;
  private final List<ExperimentRound> rounds = new ArrayList<>();
  private final JsonArray reports = new JsonArray();

  ExperimentVariant(String name) {
    this.name = name;
  }

  /** One more. */
  void add(ExperimentRound round, String hostLoad) {
    rounds.add(round);
    reports.add(round.json(hostLoad));
  }

  /** One figure of all rounds, in their order. */
  List<Double> figures(ToDoubleFunction<ExperimentRound> figure) {
    return rounds.stream().map(figure::applyAsDouble).toList();
  }

  Spread downtime() {
    return Spread.of(figures(ExperimentRound::downtimeMillis));
  }

  /** Medians, their spread, and the rounds. */
  JsonObject json() {
    JsonObject json = new JsonObject();
    JsonObject spreads = new JsonObject();
    for (Figure figure : Figure.ALL) {
      Spread spread = Spread.of(figures(figure.of()));
      json.addProperty(figure.field(), ExperimentRound.rounded(spread.median()));
      spreads.add(figure.field(), json(spread));
    }
    json.addProperty("acks", Spread.of(figures(round -> (double) round.acks())).median());
    json.add("spread", spreads);
    JsonObject stages = new JsonObject();
    for (String stage : rounds.getFirst().stages().keySet()) {
      stages.add(stage, json(Spread.of(figures(round -> round.stages().getOrDefault(stage, 0.0)))));
    }
    json.add("stages", stages);
    json.add("rounds", reports);
    return json;
  }

  /** What it is less than another variant. */
  JsonObject reductionFrom(ExperimentVariant legacy) {
    JsonObject json = new JsonObject();
    for (Figure figure : Figure.ALL) {
      json.add(
          figure.field(),
          json(Spread.reductionPercent(legacy.figures(figure.of()), figures(figure.of()))));
    }
    return json;
  }

  /** How many times as much as another variant it is. */
  JsonObject ratioTo(ExperimentVariant other) {
    JsonObject json = new JsonObject();
    for (Figure figure : Figure.ALL) {
      json.add(
          figure.field(), json(Spread.ratio(figures(figure.of()), other.figures(figure.of()))));
    }
    return json;
  }

  /** In how many rounds another variant did not move just what this one did. */
  long differingRounds(ExperimentVariant other) {
    return IntStream.range(0, rounds.size())
        .filter(round -> !rounds.get(round).movedAsMuchAs(other.rounds.get(round)))
        .count();
  }

  /** Whether another variant moved the same. */
  JsonObject sameWork(ExperimentVariant other) {
    JsonObject json = new JsonObject();
    json.addProperty("differingRounds", differingRounds(other));
    return json;
  }

  static JsonObject json(Spread spread) {
    JsonObject json = new JsonObject();
    json.addProperty("median", ExperimentRound.rounded(spread.median()));
    json.addProperty("min", ExperimentRound.rounded(spread.min()));
    json.addProperty("max", ExperimentRound.rounded(spread.max()));
    return json;
  }

  @Override
  public String toString() {
    return name;
  }
}
