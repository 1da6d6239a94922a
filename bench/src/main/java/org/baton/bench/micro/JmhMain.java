package org.baton.bench.micro;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.baton.transport.TransportKind;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with its own options, and sums up. {@code bench/jmh} is the command. */
public final class JmhMain {
  private static final int ALLOCATES = 1;
  private static final int REFUSED = 2;

  private JmhMain() {}

  /** Exits 0 if nothing allocates, 1 if something does, and 2 if not everything could be run. */
  public static void main(String[] args) throws IOException {
    try {
      System.exit(run(args));
    } catch (NoBenchmarksException e) {
      System.err.println("jmh: no benchmark has such a name: bench/jmh -l lists them");
      System.exit(REFUSED);
    } catch (CommandLineOptionException | RunnerException e) {
      System.err.println("jmh: " + e.getMessage());
      System.exit(REFUSED);
    }
  }

  private static int run(String[] args)
      throws CommandLineOptionException, RunnerException, IOException {
    CommandLineOptions given = new CommandLineOptions(args);
    if (given.shouldHelp()) {
      given.showHelp();
      return 0;
    }
    if (given.shouldList()) {
      new Runner(given).list();
      return 0;
    }
    if (given.shouldListWithParams()) {
      new Runner(given).listWithParams(given);
      return 0;
    }
    return sumUp(new Runner(possible(given)).run());
  }

  /** Without what io_uring is needed for, where it is denied. */
  private static Options possible(CommandLineOptions given) throws TransportException {
    Transport here = Transport.choose(TransportChoice.AUTO);
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given).shouldFailOnError(true);
    if (here.kind() == TransportKind.IO_URING) {
      return options.build();
    }
    System.err.println("jmh: nothing of io_uring is measured: " + here.reason());
    given.getExcludes().forEach(options::exclude);
    return options
        .exclude("RingBenchmark$")
        .param("transport", TransportChoice.SOCKETS.name())
        .build();
  }

  private static int sumUp(Collection<RunResult> results) {
    List<Figure> figures = results.stream().map(Figure::of).toList();
    int width = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(1);
    System.out.println();
    System.out.println(Figure.header(width));
    figures.forEach(figure -> System.out.println(figure.row(width)));
    List<Figure> wasteful = figures.stream().filter(Figure::allocates).toList();
    for (Figure figure : wasteful) {
      System.err.printf("jmh: %s allocates %.1f B/op%n", figure.name(), figure.allocatedBytes());
    }
    return wasteful.isEmpty() ? 0 : ALLOCATES;
  }
}
