import com.google.googlejavaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks ({@code --check}) or rewrites ({@code --fix}) every hand-written Java file below the
 * current directory with google-java-format. Run by the build; see {@code pom.xml}.
 */
public final class Format {
  private static final Set<String> SKIPPED = Set.of("target", "generated", ".git");

  private Format() {}

  /** Exits 1 and names the files when {@code --check} finds one that is not formatted. */
  public static void main(String[] args) throws Exception {
    boolean fix = args.length == 1 && args[0].equals("--fix");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    try (Stream<Path> tree = Files.walk(Path.of(""))) {
      tree.filter(Format::isHandWritten).map(Path::toString).sorted().forEach(arguments::add);
    }
    PrintWriter out = new PrintWriter(System.out, true);
    int status = new Main(out, out, System.in).format(arguments.toArray(String[]::new));
    if (status != 0) {
      System.err.println("The files above are not formatted. Run: mvn validate -N -Pformat");
    }
    System.exit(status);
  }

  private static boolean isHandWritten(Path path) {
    if (!path.toString().endsWith(".java")) {
      return false;
    }
    for (Path part : path) {
      if (SKIPPED.contains(part.toString())) {
        return false;
      }
    }
    return Files.isRegularFile(path);
  }
}
