package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import picocli.CommandLine.Spec;

/** Both sides in two processes on this machine. */
@Command(
    name = "demo",
    description = {
      "Migrates four simulated devices between two processes on this machine.",
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
      "",
      "Exit codes: see 'baton --help'."
    })
final class Demo implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--device",
      paramLabel = "SPEC",
      converter = DeviceSpecConverter.class,
      description =
          "A simulated device, sim:KEY=VALUE,...; once for each. Default: nic0, which is busy,"
              + " nic1, gpu0 and nvme0.")
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
    Path directory = temporaryDirectory();
    Path rounds = directory.resolve("rounds");
    Path complaints = directory.resolve("complaints");
    try {
      try {
        int code = run(rounds, complaints);
        Files.readAllLines(complaints).forEach(terminal::error);
        return code;
      } finally {
        Files.deleteIfExists(rounds);
        Files.deleteIfExists(complaints);
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      // The JDK's advice on processes that do not start has a dozen lines.
      throw Refusal.machine(
          "two processes cannot be run here: %s; see the limits of processes and open files (ulimit"
                  .formatted(e.toString().lines().findFirst().orElse(""))
              + " -u, ulimit -n)");
    }
  }

  private int run(Path rounds, Path complaints) throws Refusal, IOException, InterruptedException {
    DemoArguments arguments = new DemoArguments(spec.commandLine().getParseResult(), spec.root());
    return new ProcessPair(JavaCommand.ofProcess(), interruption, complaints)
        .run(
            arguments.of("receive", "--quiet", "--rounds-file", rounds.toString()),
            endpoint ->
                arguments.of(
                    "send", "--connect", endpoint, "--destination-rounds", rounds.toString()));
  }

  private static Path temporaryDirectory() throws Refusal {
    try {
      return Files.createTempDirectory("baton-demo");
    } catch (IOException e) {
      throw Refusal.machine(
          "no temporary directory can be made: %s; BATON_JAVA_OPTS=-Djava.io.tmpdir=DIR names where"
              .formatted(e));
    }
  }

  /** Everything that can be wrong is said once, and not by each process in its own way. */
  private void check() throws Refusal {
    migration.repeat();
    output.check();
    migration.checkHlog();
    checkSimulated();
    List<DeviceSpec> specs =
        devices.isEmpty()
            ? DemoArguments.DEVICES.stream().map(DeviceSpecs::parse).toList()
            : devices;
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
    int count = devices.isEmpty() ? DemoArguments.DEVICES.size() : devices.size();
    return "%d %s, from one process to another, over %s"
        .formatted(
            count,
            count == 1 ? "device" : "devices",
            listen.isUnix() ? "a unix socket" : "TCP on loopback");
  }
}
