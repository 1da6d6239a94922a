package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever cannot be done is said in one line, with the right exit code. */
class ArgumentsTest {
  private final Console console = new Console();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~                                             | a command is missing
          fly                                            | 'fly'
          send                                           | --device
          send --device sim:name=a                       | --connect
          send --connect nowhere --device sim:name=a     | 'nowhere' has no port
          send --connect h:1 --device usb:1              | 'usb' is no kind of device
          send --connect h:1 --device sim:colour=red     | colour
          send --connect h:1 --device fd:x               | 'fd:x': 'x' is no number
          send --connect h:1 --device sim: --channels 0  | 1 to 64 data channels
          send --connect h:1 --device sim: --channels x  | --channels
          send --connect h:1 --device sim: --window 3    | power of two
          send --connect h:1 --device sim: --chunk-bytes 1 | a chunk must have
          send --connect h:1 --device sim: --chunk-bytes 9G | too large
          send --connect h:1 --device sim: --downtime-limit 0 | --downtime-limit must be at least 1, not 0
          send --connect h:1 --device sim: --repeat 0    | --repeat must be at least 1
          send --connect h:1 --device sim: --transport x | 'x' is no transport
          send --connect h:1 --device sim: --device sim: | two devices are named 'sim0'
          send --connect h:1 --device sim: --speed 3     | --speed
          receive --pool-bytes 1X --device sim:          | '1X' is no size
          receive --listen here --device sim:            | 'here' has no port
          receive --pool-bytes 0 --device sim:           | --pool-bytes must be at least 1, not 0
          demo --downtime-limit                          | --downtime-limit
          demo --repeat 0                                | --repeat must be at least 1
          demo --channels 65                             | 1 to 64 data channels
          demo --window 0                                | power of two
          demo --setup-timeout 0                         | --setup-timeout must be at least 1, not 0
          demo --peer-timeout 99                         | --peer-timeout must be at least 100, not 99
          demo --timeout -5                              | --timeout must be at least 0, not -5
          demo --max-retreats -1                         | --max-retreats must be at least 0, not -1
          send --connect h:1 --device fd:987 --timeout -5 | --timeout must be at least 0, not -5
          receive --device fd:987 --pool-bytes 0         | --pool-bytes must be at least 1, not 0
          demo --late-reinit-policy wait                 | 'wait' is none of retreat, fail, proceed
          demo --timeout-strategy wait                   | 'wait' is none of cancel, switchover
          demo --switchover-ack maybe                    | 'maybe' is none of off, legacy, reusable
          demo --threading many                          | 'many' is none of auto, dedicated, shared, invoker
          receive --switchover-ack maybe --device sim:   | 'maybe' is none of off, legacy, reusable
          receive --late-reinit-policy fail --device sim: | --late-reinit-policy
          demo --scenario sunny                          | 'sunny' is none of plain, reinit, late-reinit
          demo --scenario reinit --device sim:           | devices of its own
          demo --compare                                 | --scenario reinit
          demo --scenario late-reinit --compare          | --scenario reinit
          demo --scenario reinit --rounds 2              | --rounds is for --compare
          demo --scenario reinit --compare --rounds 0    | --rounds must be at least 1, not 0
          demo --scenario reinit --compare --repeat 2    | --repeat
          demo --scenario reinit --compare --switchover-ack off | --switchover-ack
          demo --scenario reinit --compare --hlog x      | --hlog
          send --connect h:1 --device sim: --late-reinits x | --late-reinits
          stat                                           | FILE
          stat f --watch soon                            | 'soon' is no interval
          stat f --watch 0                               | longer than '0'
          stat f g                                       | 'g'
          demo --pool-bytes 0                            | --pool-bytes must be at least 1, not 0
          demo --device sim: --device sim:               | two devices are named 'sim0'
          demo extra                                     | extra
          demo --device fd:3,name=nic0                   | 'nic0' is not a simulated device
          demo --device vfio:0000:3b:00.2                | 'baton receive' and 'baton send'
          """)
  void wrongArguments(String arguments, String complaint) {
    List<String> words = new ArrayList<>(List.of(arguments.split(" ", -1)));
    words.removeIf(String::isEmpty);
    assertThat(console.run(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE);
    assertThat(console.err())
        .hasSize(1)
        .first()
        .asString()
        .contains(complaint, "baton", " --help')");
  }

  @Test
  void wrongDeviceIsNamedOnceAndBriefly() {
    console.run("send", "--connect", "h:1", "--device", "sim:name=nic0,colour=red");
    assertThat(console.err())
        .singleElement()
        .asString()
        .containsOnlyOnce("colour=red")
        .contains("no key 'colour'", "docs/cli.md")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          send --connect h:1 --device fd:987                        | fd987
          receive --device vfio:ffff:1f:00.0                        | ffff:1f:00.0
          receive --listen unix:/no/such/dir/s --device sim:        | /no/such/dir/s
          receive --json /no/such/dir/report.json --device sim:     | /no/such/dir/report.json
          receive --hlog /dev/null/logs --device sim:               | --hlog /dev/null/logs
          send --connect h:1 --device sim: --counters /dev/null     | --counters /dev/null
          demo --counters /no/such/dir/c                            | --counters /no/such/dir/c
          stat /no/such/file                                        | there is no file /no/such/file
          """)
  void refusedDevicesAndFiles(String arguments, String complaint) {
    assertThat(console.run(arguments.split(" ", -1))).isEqualTo(ExitCode.REFUSED);
    assertThat(console.err()).hasSize(1).first().asString().contains(complaint);
    assertThat(console.out()).as("nobody may connect").isEmpty();
  }

  @Test
  void refusalIsInTheJson(@TempDir Path directory) throws Exception {
    Path json = directory.resolve("report.json");
    console.run("send", "--connect", "h:1", "--device", "fd:987", "--json", json.toString());
    assertThat(Files.readString(json)).contains("\"outcome\": \"failed\"", "\"REFUSED\"", "fd987");
  }

  @Test
  void nobodyListens(@TempDir Path directory) throws Exception {
    Path json = directory.resolve("report.json");
    String endpoint = "unix:" + directory.resolve("nobody");
    assertThat(
            console.run(
                "send", "--connect", endpoint, "--device", "sim:", "--json", json.toString()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(console.out()).contains("failed after", "why: CONNECTION");
    assertThat(Files.readString(json))
        .contains("\"outcome\": \"failed\"", "\"code\": \"CONNECTION\"");
  }

  @ParameterizedTest
  @CsvSource({
    "--help",
    "send --help",
    "receive --help",
    "demo --help",
    "probe --help",
    "stat --help"
  })
  void helpFitsATerminal(String arguments) {
    assertThat(console.run(arguments.split(" ", -1))).isZero();
    assertThat(console.out().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
    assertThat(console.err()).isEmpty();
  }

  @Test
  void helpListsExitCodes() {
    console.run("--help");
    assertThat(console.out())
        .contains(ExitCode.COMPLETED_TEXT, ExitCode.USAGE_TEXT, "130", "Unknown.");
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(console.run("--version")).isZero();
    assertThat(console.out()).matches("(?s)baton [0-9]+\\.[0-9]+.*\\nJava .*");
  }
}
