package org.baton.bench.page;

import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * One chart of a picture.
 *
 * @param chart what is drawn
 * @param says what it shows, for people who do not see it
 */
record Panel(Chart<?, ?> chart, String says) {
  static final int WIDTH = 600;
  static final int HEIGHT = 360;

  void paint(Graphics2D graphics) {
    chart.paint(graphics, WIDTH, HEIGHT);
  }
}
