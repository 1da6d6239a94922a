package org.baton.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.baton.engine.DestinationContext;
import org.baton.engine.DestinationMigration;
import org.baton.transport.Endpoint;
import org.baton.transport.Listener;
import org.baton.transport.Transport;
import org.baton.transport.TransportException;
import org.baton.vfio.DeviceSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The destination's side. */
@Command(
    name = "receive",
    description = {
      "Waits for a source that runs 'baton send', and takes in the state of its devices.",
      "",
      "Prints 'listening on ENDPOINT' when the devices are open and a source may connect. No device"
          + " runs here before the source has let go.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton receive --listen 192.0.2.7:7070 --device vfio:0000:3b:00.2",
      "  baton receive --listen unix:/run/b.sock --device sim:name=nic0",
      "",
      "Exit codes: see 'baton --help'."
    })
final class Receive extends MigrationCommand {
  /** What comes before the endpoint when a source may connect. */
  static final String LISTENING = "listening on ";

  @Option(
      names = "--listen",
      order = -10,
      paramLabel = "ENDPOINT",
      defaultValue = "tcp:127.0.0.1:0",
      converter = EndpointConverter.class,
      description = {
        "Where to listen: HOST:PORT, tcp:HOST:PORT or",
        "unix:PATH; port 0 lets the kernel choose.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Endpoint listen = Endpoint.tcp("127.0.0.1", 0);

  @Mixin private final PoolOptions options = new PoolOptions();

  @Option(names = "--rounds-file", hidden = true, description = "See RoundsFile.")
  private @Nullable Path roundsFile;

  Receive(Terminal terminal, Interruption interruption) {
    super(terminal, interruption, false);
  }

  @Override
  List<Round> run(List<DeviceSpec> specs) throws Refusal, InterruptedException {
    options.check();
    Transport transport = migration().chooseTransport();
    if (!listen.isLoopback()) {
      say(
          "warning: "
              + listen
              + " can be reached from other machines, and channels are neither encrypted nor"
              + " authenticated: use a network that only migrations use");
    }
    try (Listener listener = Listener.bind(listen)) {
      RunHead head = RunHead.destination(listener.endpoint().toString(), transport);
      List<Round> rounds =
          migrate(
              head,
              specs,
              (devices, round) -> {
                DestinationContext context =
                    new DestinationContext().listener(listener).log(this::say);
                devices.forEach(context::device);
                options.applyTo(migration().applyTo(context, round));
                Attempt attempt = Attempt.of(new DestinationMigration(context));
                if (round == 1) {
                  terminal().print(LISTENING + listener.endpoint());
                }
                return attempt;
              });
      writeRounds(rounds);
      return rounds;
    } catch (TransportException e) {
      throw Refusal.machine(String.valueOf(e.getMessage()));
    }
  }

  private void writeRounds(List<Round> rounds) {
    if (roundsFile == null) {
      return;
    }
    try {
      RoundsFile.write(roundsFile, rounds);
    } catch (IOException e) {
      say("--rounds-file could not be written: " + e);
    }
  }

  @Override
  Map<Integer, ProcessUsage> otherSide() {
    return Map.of();
  }
}
