package org.baton.bench.page;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Charts beside and below each other.
 *
 * @param panels at least one
 */
record Picture(List<Panel> panels) {
  /** So that it is sharp on screens with more pixels, too. */
  private static final int PIXELS = 2;

  private static final String SVG = "http://www.w3.org/2000/svg";

  Picture {
    panels = List.copyOf(panels);
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw");
    }
  }

  /**
   * Fails early, and in words, where Java cannot draw.
   *
   * @throws UnfitReportException if there is no font, or no library that reads them
   */
  static void requireFonts() throws UnfitReportException {
    // There may be a display, which nobody wants to be asked for.
    System.setProperty("java.awt.headless", "true");
    try {
      Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 1)).stringWidth("0");
      graphics.dispose();
    } catch (RuntimeException | LinkageError | InternalError e) {
      throw new UnfitReportException(
          "Java finds no font to write with (%s): install some, on Debian with".formatted(e)
              + " 'apt-get install fontconfig fonts-dejavu-core libfreetype6'");
    }
  }

  int width() {
    return Math.min(2, panels.size()) * Panel.WIDTH;
  }

  int height() {
    return (panels.size() + 1) / 2 * Panel.HEIGHT;
  }

  /** What it shows, for people who do not see it. */
  String says() {
    return panels.stream().map(Panel::says).collect(Collectors.joining(". "));
  }

  /**
   * Writes both kinds.
   *
   * @throws IOException if that fails
   */
  void write(Path svg, Path png) throws IOException {
    Files.writeString(svg, svg());
    BufferedImage image =
        new BufferedImage(width() * PIXELS, height() * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(PIXELS, PIXELS);
    paint(graphics);
    graphics.dispose();
    if (!ImageIO.write(image, "png", png.toFile())) {
      throw new IOException("this Java writes no PNG");
    }
  }

  /** As a document of its own. */
  String svg() throws IOException {
    Document document;
    try {
      document =
          DocumentBuilderFactory.newNSInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument(SVG, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IOException("this Java writes no XML", e);
    }
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    paint(graphics);
    Element root = graphics.getRoot();
    root.setAttributeNS(null, "width", Integer.toString(width()));
    root.setAttributeNS(null, "height", Integer.toString(height()));
    root.setAttributeNS(null, "viewBox", "0 0 %d %d".formatted(width(), height()));
    StringWriter text = new StringWriter();
    graphics.stream(root, text, true, false);
    graphics.dispose();
    return text.toString();
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(), height());
    for (int i = 0; i < panels.size(); i++) {
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(i % 2 * Panel.WIDTH, i / 2 * Panel.HEIGHT);
      panels.get(i).paint(part);
      part.dispose();
    }
  }
}
