package org.baton.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.baton.engine.DestinationContext;
import org.baton.engine.SourceContext;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.TransportException;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.DeviceSpecs;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Both sides in two processes on this machine. */
@Command(
    name = "demo",
    description = {
      "Migrates simulated devices between two processes on this machine.",
      "",
      "Starts 'baton receive' and 'baton send' and passes its options on to them. Ctrl-C cancels."
          + " The exit code is that of 'baton send'.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton demo",
      "  baton demo --transport io_uring --channels 4 --json report.json",
      "  baton demo --repeat 100",
      "  baton demo --device sim:name=nic0,stopCopyBytes=64M --downtime-limit 1000",
      "  baton demo --scenario reinit --compare",
      "  baton demo --scenario late-reinit --late-reinit-policy fail",
      "",
      "Exit codes: see 'baton --help'."
    })
final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "plain",
      description = {
        "plain (the default): four devices, of which one is busy.",
        "reinit: one re-initialises again and again.",
        "late-reinit: one re-initialises while the guest is being paused."
      })
  private Scenario scenario = Scenario.PLAIN;

  @Option(
      names = "--compare",
      description =
          "Run with --switchover-ack reusable and legacy, by turns, and compare the downtimes;"
              + " with --scenario reinit.")
  private boolean compare;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often --compare runs each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--device",
      paramLabel = "SPEC",
      converter = DeviceSpecConverter.class,
      description =
          "A simulated device, sim:KEY=VALUE,...; once for each. Default: those of the"
              + " scenario.")
  private List<DeviceSpec> devices = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "ENDPOINT",
      converter = EndpointConverter.class,
      description = "Where the receiving process listens. Default: tcp:127.0.0.1:0.")
  private Endpoint listen = Endpoint.tcp("127.0.0.1", 0);

  @Mixin private final SourceOptions source = new SourceOptions();
  @Mixin private final PoolOptions pool = new PoolOptions();
  @Mixin private final MigrationOptions migration = new MigrationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  Demo(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Refusal, InterruptedException {
    check();
    if (!output.isQuiet()) {
      terminal.error(headline());
    }
    try (TemporaryDirectory directory = TemporaryDirectory.create()) {
      DemoRun run = new DemoRun(terminal, interruption, arguments(), directory);
      return compare
          ? compare(new Comparison(run, directory))
          : run.run(List.of(), scenario.sending());
    } catch (IOException e) {
      // The JDK's advice on processes that do not start has a dozen lines.
      throw Refusal.machine(
          "two processes cannot be run here: %s; see the limits of processes and open files (ulimit"
                  .formatted(e.toString().lines().findFirst().orElse(""))
              + " -u, ulimit -n)");
    }
  }

  private DemoArguments arguments() {
    return new DemoArguments(
        spec.commandLine().getParseResult(),
        spec.root(),
        scenario.devices(),
        // The report of a comparison is this process's.
        compare ? Set.of("--json", "--quiet") : Set.of());
  }

  private int compare(Comparison comparison) throws Refusal, IOException, InterruptedException {
    int code =
        comparison.run(
            rounds,
            scenario.sending(),
            (mode, measured) -> {
              if (!output.isQuiet()) {
                terminal.error(
                    "%s: downtime %.1f ms, total %.1f ms"
                        .formatted(mode, measured.downtimeMillis(), measured.totalMillis()));
              }
            });
    if (code == ExitCode.COMPLETED) {
      ComparisonReport report = comparison.report(scenario);
      if (!output.isQuiet()) {
        report.lines().forEach(terminal::print);
      }
      output.write(report.json());
    }
    return code;
  }

  /** Everything that can be wrong is said once, and not by each process in its own way. */
  private void check() throws Refusal {
    checkSimulated();
    checkScenario();
    migration.check();
    source.check();
    pool.check();
    output.check();
    List<DeviceSpec> specs = specs();
    DeviceOptions.checkNames(specs);
    try (OpenDevices opened = OpenDevices.open(specs);
        Listener listener = Listener.bind(Endpoint.tcp("127.0.0.1", 0))) {
      SourceContext sending = new SourceContext().connect(listener.endpoint());
      DestinationContext receiving = new DestinationContext().listener(listener);
      opened.devices().forEach(sending::device);
      opened.devices().forEach(receiving::device);
      source.applyTo(migration.applyTo(sending, 1)).conclude();
      pool.applyTo(migration.applyTo(receiving, 1)).conclude();
    } catch (IllegalArgumentException e) {
      throw Refusal.usage(String.valueOf(e.getMessage()));
    } catch (TransportException e) {
      throw Refusal.machine(String.valueOf(e.getMessage()));
    }
  }

  private List<DeviceSpec> specs() {
    return devices.isEmpty()
        ? scenario.devices().stream().map(DeviceSpecs::parse).toList()
        : devices;
  }

  private void checkScenario() throws Refusal {
    ParseResult parsed = spec.commandLine().getParseResult();
    if (scenario != Scenario.PLAIN && !devices.isEmpty()) {
      throw Refusal.usage("--scenario %s has devices of its own".formatted(scenario));
    }
    if (compare && scenario != Scenario.REINIT) {
      throw Refusal.usage("--compare is for --scenario reinit");
    }
    if (!compare && parsed.hasMatchedOption("--rounds")) {
      throw Refusal.usage("--rounds is for --compare; to migrate several times, use --repeat");
    }
    Range.atLeast(1, "--rounds", rounds);
    for (String option : List.of("--switchover-ack", "--repeat", "--hlog")) {
      if (compare && parsed.hasMatchedOption(option)) {
        throw Refusal.usage("--compare cannot be combined with " + option);
      }
    }
  }

  /** Both processes open what is named, and of a real device there is only one. */
  private void checkSimulated() throws Refusal {
    for (DeviceSpec device : devices) {
      if (!(device instanceof SimulatedDeviceSpec)) {
        throw Refusal.usage(
            ("'%s' is not a simulated device (sim:KEY=VALUE,...); to move a real one, use"
                    + " 'baton receive' and 'baton send'")
                .formatted(device.name()));
      }
    }
  }

  private String headline() {
    int count = specs().size();
    return "%d %s, from one process to another, over %s"
        .formatted(
            count,
            count == 1 ? "device" : "devices",
            listen.isUnix() ? "a unix socket" : "TCP on loopback");
  }
}
