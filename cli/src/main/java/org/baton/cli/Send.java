package org.baton.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.baton.engine.SourceContext;
import org.baton.engine.SourceMigration;
import org.baton.transport.Endpoint;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.simulated.SimulatedDevice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The source's side. */
@Command(
    name = "send",
    description = {
      "Moves the state of devices to a destination that runs 'baton receive'.",
      "",
      "Until the destination has everything the source can go on, and does on any error, on SIGINT"
          + " and on SIGTERM: the devices run again here.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton send --connect 192.0.2.7:7070 --device vfio:0000:3b:00.2 --channels 4",
      "  baton send --connect unix:/run/b.sock --device sim:name=nic0",
      "",
      "Exit codes: see 'baton --help'."
    })
final class Send extends MigrationCommand {
  @Option(
      names = "--connect",
      order = -10,
      paramLabel = "ENDPOINT",
      required = true,
      converter = EndpointConverter.class,
      description = "Where the destination listens: HOST:PORT, tcp:HOST:PORT or unix:PATH.")
  private @Nullable Endpoint destination;

  @Mixin private final SourceOptions options = new SourceOptions();

  @Option(names = "--destination-rounds", hidden = true, description = "See RoundsFile.")
  private @Nullable Path destinationRounds;

  @Option(names = "--late-reinits", hidden = true, description = "See RestlessGuest.")
  private int lateReinits;

  Send(Terminal terminal, Interruption interruption) {
    super(terminal, interruption, true);
  }

  @Override
  List<Round> run(List<DeviceSpec> specs) throws Refusal, InterruptedException {
    Endpoint endpoint = destination;
    if (endpoint == null) {
      throw Refusal.usage("--connect is missing");
    }
    options.check();
    RunHead head =
        RunHead.source(
            endpoint.toString(), migration().chooseTransport(), options.downtimeLimitMillis());
    return migrate(
        head,
        specs,
        (devices, round) -> {
          SourceContext context = new SourceContext().connect(endpoint).log(this::say);
          devices.forEach(context::device);
          if (lateReinits > 0) {
            context.guest(new RestlessGuest(firstSimulated(devices), lateReinits));
          }
          options.applyTo(migration().applyTo(context, round));
          return Attempt.of(new SourceMigration(context));
        });
  }

  private static SimulatedDevice firstSimulated(List<MigratableDevice> devices) throws Refusal {
    for (MigratableDevice device : devices) {
      if (device instanceof SimulatedDevice simulated) {
        return simulated;
      }
    }
    throw Refusal.usage("--late-reinits needs a simulated device");
  }

  @Override
  Map<Integer, ProcessUsage> otherSide() throws InterruptedException {
    if (destinationRounds == null) {
      return Map.of();
    }
    try {
      return RoundsFile.await(destinationRounds);
    } catch (IOException e) {
      say("what the destination's process held will not be in the report: " + e);
      return Map.of();
    }
  }
}
