package org.baton.engine.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/**
 * Runs the simulator from a command line: {@code --seeds N [--from S]} for many, {@code --seed S}
 * for one with all that happens in it.
 */
public final class SimulateMain {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_USAGE = 2;

  private SimulateMain() {}

  /** Prints every seed that fails, and at the end how many passed and failed. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    long seeds = 0;
    long from = 0;
    boolean one = false;
    try {
      for (int i = 0; i < arguments.length; i += 2) {
        long value = Long.parseLong(arguments[i + 1]);
        switch (arguments[i]) {
          case "--seeds" -> seeds = value;
          case "--from" -> from = value;
          case "--seed" -> {
            from = value;
            seeds = 1;
            one = true;
          }
          default -> throw new IllegalArgumentException(arguments[i]);
        }
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      seeds = 0;
    }
    if (seeds <= 0) {
      System.err.println("usage: tests/simulate --seeds N [--from S] | --seed S");
      return EXIT_USAGE;
    }
    long failed = one ? replay(from) : many(from, seeds);
    System.out.println(seeds - failed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : EXIT_FAILED;
  }

  private static long replay(long seed) {
    Outcome outcome = Simulation.run(seed, System.out::println);
    System.out.println(outcome);
    return outcome.passed() ? 0 : 1;
  }

  /** What is wrong with a run, and how to see more of it. */
  static String complaint(long seed, Outcome outcome) {
    return "seed %d: %s; replay: tests/simulate --seed %d"
        .formatted(seed, outcome.violation(), seed);
  }

  /** Each seed in one thread, several seeds at the same time. */
  private static long many(long from, long seeds) {
    AtomicLong failed = new AtomicLong();
    Map<String, LongAdder> ends = new ConcurrentSkipListMap<>();
    LongStream.range(from, from + seeds)
        .parallel()
        .forEach(
            seed -> {
              Outcome outcome = Simulation.run(seed);
              ends.computeIfAbsent(outcome.ends(), key -> new LongAdder()).increment();
              if (!outcome.passed()) {
                failed.incrementAndGet();
                System.out.println(complaint(seed, outcome));
              }
            });
    ends.forEach((end, count) -> System.out.println("%8d  %s".formatted(count.sum(), end)));
    return failed.get();
  }
}
