package org.baton.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Passes the demo's arguments on to its two processes: to each those that it knows. */
final class DemoArguments {
  /** What the sending process tells is the demo's result. */
  private static final Set<String> SENDER_ONLY = Set.of("--json", "--quiet");

  /** Nobody is there to end a process that holds, or one whose demo was killed. */
  private static final List<String> BOTH = List.of("--no-hold", "--end-with-stdin");

  private final ParseResult parsed;
  private final CommandSpec root;
  private final List<String> devices;
  private final Set<String> kept;

  /**
   * Creates one.
   *
   * @param parsed what the demo was told
   * @param root the command that the demo is a subcommand of
   * @param devices those to use if none was named
   * @param kept options that the demo keeps for itself
   */
  DemoArguments(ParseResult parsed, CommandSpec root, List<String> devices, Set<String> kept) {
    this.parsed = parsed;
    this.root = root;
    this.devices = List.copyOf(devices);
    this.kept = Set.copyOf(kept);
  }

  /** The subcommand, what of the demo's arguments it knows, and more. */
  List<String> of(String subcommand, List<String> more) {
    CommandSpec known = requireNonNull(root.subcommands().get(subcommand)).getCommandSpec();
    List<String> arguments = new ArrayList<>();
    arguments.add(subcommand);
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      String name = option.longestName();
      boolean wanted = subcommand.equals("send") || !SENDER_ONLY.contains(name);
      if (wanted && !kept.contains(name) && known.findOption(name) != null) {
        add(arguments, option, name);
      }
    }
    if (!parsed.hasMatchedOption("--device")) {
      for (String device : devices) {
        arguments.add("--device");
        arguments.add(device);
      }
    }
    arguments.addAll(BOTH);
    arguments.addAll(more);
    return arguments;
  }

  private static void add(List<String> arguments, OptionSpec option, String name) {
    if (option.arity().max() == 0) {
      arguments.add(name);
      return;
    }
    for (String value : option.originalStringValues()) {
      arguments.add(name);
      arguments.add(value);
    }
  }
}
