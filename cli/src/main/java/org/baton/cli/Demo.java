package org.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.baton.transport.Endpoint;
import org.baton.vfio.DeviceSpec;
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

  @Mixin
  @SuppressWarnings("unused") // Checked by being read; passed on as text.
  private final SourceOptions source = new SourceOptions();

  @Mixin
  @SuppressWarnings("unused") // As above.
  private final PoolOptions pool = new PoolOptions();

  @Mixin private final MigrationOptions migration = new MigrationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Interruption interruption;

  Demo(Terminal terminal, Interruption interruption) {
    this.terminal = terminal;
    this.interruption = interruption;
  }

  @Override
  public Integer call() throws Refusal, IOException, InterruptedException {
    migration.repeat();
    output.check();
    checkSimulated();
    DemoArguments arguments = new DemoArguments(spec.commandLine().getParseResult(), spec.root());
    if (!output.isQuiet()) {
      terminal.error(headline());
    }
    Path directory = Files.createTempDirectory("baton-demo");
    Path rounds = directory.resolve("rounds");
    Path complaints = directory.resolve("complaints");
    try {
      int code =
          new ProcessPair(JavaCommand.ofProcess(), interruption, complaints)
              .run(
                  arguments.of(
                      "receive", "--quiet", "--no-hold", "--rounds-file", rounds.toString()),
                  endpoint ->
                      arguments.of(
                          "send",
                          "--no-hold",
                          "--connect",
                          endpoint,
                          "--destination-rounds",
                          rounds.toString()));
      Files.readAllLines(complaints).forEach(terminal::error);
      return code;
    } finally {
      Files.deleteIfExists(rounds);
      Files.deleteIfExists(complaints);
      Files.deleteIfExists(directory);
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
