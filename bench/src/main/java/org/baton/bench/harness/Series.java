package org.baton.bench.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.baton.bench.report.Spread;

/** All rounds of one peer. */
public final class Series {
  private final Peer peer;
  private final List<Round> rounds = new ArrayList<>();

  /** Creates an empty series. */
  public Series(Peer peer) {
    this.peer = peer;
  }

  /** Adds the next round. */
  public void add(Round round) {
    rounds.add(round);
  }

  /** Who it is. */
  public Peer peer() {
    return peer;
  }

  /** One figure of each round. */
  public List<Double> figures(ToDoubleFunction<Round> figure) {
    return rounds.stream().map(round -> figure.applyAsDouble(round)).toList();
  }

  /** 10^9 bytes a second. */
  public Spread throughput() {
    return Spread.of(figures(Round::gigabytesPerSecond));
  }

  /** Seconds for 10^9 bytes, both processes together. */
  public Spread cpu() {
    return Spread.of(figures(Round::cpuSecondsPerGigabyte));
  }

  /** As it stands in a report. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    Figures.add(json, "gigabytesPerSecond", throughput());
    Figures.add(json, "cpuSecondsPerGigabyte", cpu());
    JsonObject options = new JsonObject();
    peer.options().forEach(options::addProperty);
    json.add("options", options);
    JsonArray all = new JsonArray();
    rounds.forEach(round -> all.add(round.json()));
    json.add("rounds", all);
    return json;
  }

  /** How many times as fast as another of the same rounds: the median of the rounds' ratios. */
  public Spread throughputTo(Series other) {
    return paired(other, Round::gigabytesPerSecond);
  }

  /** How many times as much processor time per byte. */
  public Spread cpuTo(Series other) {
    return paired(other, Round::cpuSecondsPerGigabyte);
  }

  /** Both, as they stand in a report. */
  public JsonObject ratios(Series other) {
    JsonObject json = new JsonObject();
    Figures.add(json, "throughput", throughputTo(other));
    Figures.add(json, "cpu", cpuTo(other));
    return json;
  }

  private Spread paired(Series other, ToDoubleFunction<Round> figure) {
    return Spread.paired(figures(figure), other.figures(figure));
  }
}
