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

  /**
   * Four devices as a guest may have them, small enough for a few seconds on any machine: their
   * drivers' speeds are limited, so that the stages can be watched. nic0 is the busy one.
   */
  static final List<String> DEVICES =
      List.of(
          "sim:name=nic0,initialBytes=24M,stopCopyBytes=12M,dirtyBytesPerSecond=24M,"
              + "dirtyLimitBytes=8M,dataSize=remaining,saveBytesPerSecond=256M",
          "sim:name=nic1,initialBytes=8M,stopCopyBytes=4M,dirtyBytesPerSecond=1M,"
              + "dirtyLimitBytes=1M,dataSize=remaining,saveBytesPerSecond=64M",
          "sim:name=gpu0,initialBytes=64M,stopCopyBytes=4M,dataSize=remaining,"
              + "saveBytesPerSecond=48M",
          "sim:name=nvme0,initialBytes=16M,stopCopyBytes=2M,dataSize=remaining,"
              + "saveBytesPerSecond=32M");

  private final ParseResult parsed;
  private final CommandSpec root;

  DemoArguments(ParseResult parsed, CommandSpec root) {
    this.parsed = parsed;
    this.root = root;
  }

  /** The subcommand, and what of the demo's arguments it knows. */
  List<String> of(String subcommand, String... more) {
    CommandSpec known = requireNonNull(root.subcommands().get(subcommand)).getCommandSpec();
    List<String> arguments = new ArrayList<>();
    arguments.add(subcommand);
    for (OptionSpec option : parsed.matchedOptionsSet()) {
      String name = option.longestName();
      boolean wanted = subcommand.equals("send") || !SENDER_ONLY.contains(name);
      if (wanted && known.findOption(name) != null) {
        add(arguments, option, name);
      }
    }
    if (!parsed.hasMatchedOption("--device")) {
      for (String device : DEVICES) {
        arguments.add("--device");
        arguments.add(device);
      }
    }
    arguments.addAll(BOTH);
    arguments.addAll(List.of(more));
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
