package org.baton.bench.baton;

import java.nio.file.Path;
import org.baton.bench.side.SideArguments;
import org.baton.engine.MigrationContext;
import org.baton.engine.ThreadingMode;
import org.baton.transport.TransportChoice;

/** What both sides can be told beside the defaults. */
final class BatonOptions {
  private BatonOptions() {}

  static <C extends MigrationContext<C>> C apply(SideArguments arguments, C context) {
    context.log(System.err::println);
    arguments
        .options()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "transport" -> context.transport(TransportChoice.parse(value));
                case "chunk-bytes" -> context.chunkBytes(Integer.parseInt(value));
                case "window-chunks" -> context.windowChunks(Integer.parseInt(value));
                case "threading" -> context.threading(ThreadingMode.parse(value));
                case "hlog" -> context.hlogDirectory(Path.of(value));
                case "devices",
                    "reinits",
                    "reinit-micros",
                    "initial-bytes",
                    "slow-device",
                    "slow-bytes-per-second",
                    "passes",
                    "steady",
                    "steady-from-pass",
                    "figures" -> {
                  // The devices' and the report's, not the migration's to know.
                }
                default -> throw new IllegalArgumentException("no option is called " + name);
              }
            });
    return context;
  }
}
