package org.baton.bench.page;

import java.util.ArrayList;
import java.util.List;

/** Downtimes of both sides in both modes, where Baton's comes from, and one device beside four. */
final class LabQemuPicture {
  private static final List<String> MODES = List.of("reinit", "legacy");

  private LabQemuPicture() {}

  static List<Panel> of(Result result) {
    Measures measures = result.measures();
    List<Panel> panels = new ArrayList<>();
    for (String figure : List.of("downtimeMillis", "pausedMillis", "busyDeviceDowntimeMillis")) {
      BarPanel bars = new BarPanel(FigureName.text(figure) + " (less is better)");
      for (String mode : MODES) {
        add(bars, "Baton " + mode, measures, "baton." + mode + "." + figure);
        add(bars, "QEMU " + mode, measures, "qemu." + mode + "." + figure);
      }
      addIfDrawn(panels, bars);
    }
    StackPanel stages = new StackPanel("Baton: stages of the downtime, ms", MODES);
    for (int mode = 0; mode < MODES.size(); mode++) {
      int bar = mode;
      measures
          .below("baton." + MODES.get(mode) + ".stages")
          .forEach(measure -> stages.add(measure.name(), bar, measure.value()));
    }
    if (!stages.isEmpty()) {
      panels.add(stages.panel());
    }
    BarPanel parallel = new BarPanel("one device beside four: downtime, ms");
    for (String side : List.of("baton", "qemu", "qemuMultifd")) {
      String name = side.equals("baton") ? "Baton" : side.equals("qemu") ? "QEMU" : "multifd";
      add(parallel, name + " 1", measures, "parallel." + side + ".one.downtimeMillis");
      add(parallel, name + " 4", measures, "parallel." + side + ".four.downtimeMillis");
    }
    addIfDrawn(panels, parallel);
    return panels;
  }

  private static void add(BarPanel bars, String label, Measures measures, String path) {
    measures.find(path).ifPresent(measure -> bars.add(label, measure));
  }

  private static void addIfDrawn(List<Panel> panels, BarPanel bars) {
    if (!bars.isEmpty()) {
      panels.add(bars.panel());
    }
  }
}
