package org.baton.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.baton.transport.Feature;
import org.baton.transport.Transport;
import org.baton.transport.TransportChoice;
import org.baton.transport.TransportException;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.MigratableDevice;
import org.baton.vfio.VfioDevices;
import org.baton.vfio.VfioException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What this machine offers. */
@Command(
    name = "probe",
    description = {
      "Shows what this machine offers: io_uring, memory, VFIO and its devices; and how to mend what"
          + " is missing.",
      "",
      "Changes nothing, and opens no device but those that --device names. Nothing that is missing"
          + " is an error: the exit code is 0.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class Probe implements Callable<Integer> {
  private static final Path ROOT = Path.of("/");

  @Option(
      names = "--device",
      paramLabel = "SPEC",
      converter = DeviceSpecConverter.class,
      description =
          "Open this device, too, and show whether it can migrate; once for each. Opening a vfio:"
              + " device resets it if it is not RUNNING; one that is in use is refused.")
  private List<DeviceSpec> devices = new ArrayList<>();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  Probe(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Refusal {
    output.check();
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.found("java", "version", String.valueOf(Runtime.version())));
    findings.add(Finding.found("java", "home", String.valueOf(System.getProperty("java.home"))));
    findings.addAll(transport());
    findings.addAll(new MemoryProbe(ROOT).look());
    findings.addAll(new VfioProbe(ROOT, VfioDevices.list()).look());
    for (DeviceSpec spec : devices) {
      findings.add(opened(spec));
    }
    if (!output.isQuiet()) {
      FindingsReport.text(findings).forEach(terminal::print);
    }
    output.write(FindingsReport.json(findings));
    return terminal.tookResults() ? ExitCode.COMPLETED : ExitCode.REFUSED;
  }

  private static List<Finding> transport() {
    List<Finding> findings = new ArrayList<>();
    try {
      Transport transport = Transport.choose(TransportChoice.AUTO);
      findings.add(
          Finding.found("transport", "auto", transport.kind() + ", because " + transport.reason()));
      for (Feature feature : transport.features()) {
        findings.add(
            new Finding(
                "transport",
                feature.name(),
                feature.available(),
                feature.available() ? "" : feature.cause(),
                feature.advice()));
      }
    } catch (TransportException e) {
      findings.add(Finding.missing("transport", "auto", Text.oneLine(e.getMessage()), ""));
    }
    return findings;
  }

  private static Finding opened(DeviceSpec spec) {
    try (MigratableDevice device = spec.open()) {
      return Finding.found(
          "devices",
          spec.name(),
          "%s, now %s, %s REINIT"
              .formatted(
                  device.flags(),
                  device.state(),
                  device.reportsReinit() ? "says" : "does not say"));
    } catch (VfioException e) {
      return Finding.missing("devices", spec.name(), Text.oneLine(e.getMessage()), "");
    }
  }
}
