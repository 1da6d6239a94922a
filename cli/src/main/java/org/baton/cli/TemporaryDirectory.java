package org.baton.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for files of one run, which goes with them. That of a process that was killed goes
 * when the next one is made.
 *
 * <p>Each holds a file that its process has locked. The kernel lets go of the lock when that
 * process ends, however it does, and a lock is seen from other containers too, unlike a pid.
 */
final class TemporaryDirectory implements AutoCloseable {
  private static final String PREFIX = "baton-demo";
  private static final String OWNER = "owner";

  private final Path path;
  private final FileChannel owner;

  private TemporaryDirectory(Path path, FileChannel owner) {
    this.path = path;
    this.owner = owner;
  }

  /**
   * Makes one.
   *
   * @throws Refusal if that cannot be
   */
  static TemporaryDirectory create() throws Refusal {
    return create(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes one in a directory. */
  static TemporaryDirectory create(Path parent) throws Refusal {
    try {
      Path path = Files.createTempDirectory(parent, PREFIX);
      TemporaryDirectory made = new TemporaryDirectory(path, own(path));
      made.removeOrphans(parent);
      return made;
    } catch (IOException e) {
      throw Refusal.machine(
          "no temporary directory can be made: %s; BATON_JAVA_OPTS=-Djava.io.tmpdir=DIR names where"
              .formatted(e));
    }
  }

  /** A file in it, which need not exist. */
  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (owner) {
      delete(path);
    }
  }

  /** The file gets its name when it is locked: at no time there is one of the living without. */
  private static FileChannel own(Path path) throws IOException {
    Path unnamed = path.resolve(OWNER + ".new");
    FileChannel owner =
        FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      owner.lock();
      Files.move(unnamed, path.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE);
      return owner;
    } catch (IOException | RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  private void removeOrphans(Path parent) {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(parent, PREFIX + "*")) {
      UserPrincipal user = Files.getOwner(path);
      for (Path other : others) {
        if (!other.equals(path)) {
          removeIfOrphan(other, user);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // This run does without; the next one may see more.
      return;
    }
  }

  private static void removeIfOrphan(Path other, UserPrincipal user) {
    try {
      if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          || !user.equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS))) {
        return;
      }
      try (FileChannel owner =
          FileChannel.open(
              other.resolve(OWNER), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
        if (owner.tryLock() != null) {
          delete(other);
        }
      }
    } catch (IOException | OverlappingFileLockException e) {
      // It is going already, is still written to, or belongs to this process: not one to remove.
      return;
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
