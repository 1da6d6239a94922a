package org.baton.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
  private static final int WIDTH = 12;
  private static final int MANY = 10_000_000;
  private static final int FEW = 3_000;

  @Test
  void anObjectInEveryOperationIsFound() {
    assertThat(figure(16, MANY).allocates()).isTrue();
    assertThat(figure(16, FEW).allocates()).isTrue();
  }

  @Test
  void anObjectInEverySixteenthOperationIsFound() {
    assertThat(figure(9 / 16.0, MANY).allocates()).isTrue();
  }

  @Test
  void whatJmhItselfAllocatesIsNotTheBenchmarks() {
    assertThat(figure(6_000.0 / MANY, MANY).allocates()).isFalse();
    assertThat(figure(6_000.0 / FEW, FEW).allocates()).isFalse();
  }

  @Test
  void tracesAreShownAsAPowerOfTen() {
    assertThat(figure(0.000_031, MANY).row(WIDTH))
        .isEqualTo("Some.method          12.3          0.5         11.9 ns/op     3e-05");
  }

  @Test
  void oneIterationHasNoError() {
    assertThat(new Figure("Some.method", 12, Double.NaN, 12, "ns/op", 24, MANY).row(WIDTH))
        .isEqualTo("Some.method          12.0            -         12.0 ns/op     24.00");
  }

  @Test
  void columnsStandUnderTheirNames() {
    assertThat(Figure.header(WIDTH)).hasSameSizeAs(figure(0, MANY).row(WIDTH)).endsWith("B/op");
  }

  private static Figure figure(double allocatedBytes, double operations) {
    return new Figure("Some.method", 12.34, 0.5, 11.94, "ns/op", allocatedBytes, operations);
  }
}
