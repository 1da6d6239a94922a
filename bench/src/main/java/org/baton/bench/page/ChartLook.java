package org.baton.bench.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How all charts look. */
final class ChartLook {
  private static final String FAMILY = Font.SANS_SERIF;
  private static final int TITLE = 15;
  private static final int TEXT = 12;
  private static final int PADDING = 12;

  private ChartLook() {}

  /** Makes a chart look so. */
  static void apply(AxesChartStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartFontColor(Hue.INK);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(FAMILY, Font.BOLD, TITLE));
    styler.setChartPadding(PADDING);
    styler.setAxisTitleFont(new Font(FAMILY, Font.PLAIN, TEXT));
    styler.setAxisTickLabelsFont(new Font(FAMILY, Font.PLAIN, TEXT));
    styler.setAxisTickLabelsColor(Hue.INK);
    styler.setLegendFont(new Font(FAMILY, Font.PLAIN, TEXT));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setPlotGridLinesColor(Hue.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotTicksMarksVisible(false);
    styler.setErrorBarsColor(Hue.INK);
    styler.setAntiAlias(true);
    styler.setLocale(Locale.ROOT);
    styler.setYAxisTickLabelsFormattingFunction(FigureName::plain);
  }
}
