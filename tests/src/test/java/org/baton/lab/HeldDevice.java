package org.baton.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.FdPassing;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.Sockets;
import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;
import org.baton.vfio.kernel.KernelDevice;
import org.baton.vfio.kernel.OpenPath;

/**
 * A device as its hypervisor has it: open for as long as the guest lives, lent to whoever migrates
 * it, and brought back to its guest when that one dies.
 */
final class HeldDevice implements AutoCloseable {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final KernelDevice device;
  private final int fd;
  private final Path meetingPlace;
  private final int listening;

  /**
   * Opens a device by its cdev, and a socket where it can be had.
   *
   * @param name the name that both sides of a migration know
   */
  HeldDevice(MmigDevice mmig, String name) throws IOException {
    meetingPlace = Path.of("/tmp/held-" + mmig);
    Files.deleteIfExists(meetingPlace);
    listening = checked(Sockets.socket(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0));
    checked(Sockets.bind(listening, UnixDomainSocketAddress.of(meetingPlace)));
    checked(Sockets.listen(listening, 1));
    // Last, so that no failure before leaves it open.
    device = mmig.open(name, OpenPath.CDEV);
    fd = descriptor(Lab.cdev(mmig.toString()));
  }

  /** This process's descriptor of a file that it has open once. */
  private static int descriptor(Path file) throws IOException {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      List<Path> found = all.filter(each -> isOf(each, file)).toList();
      if (found.size() != 1) {
        throw new IOException(file + " is open as " + found);
      }
      return Integer.parseInt(found.getFirst().getFileName().toString());
    }
  }

  private static boolean isOf(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      return false; // That of the folder itself is gone by now.
    }
  }

  /** Where {@link #borrow} finds it. */
  Path meetingPlace() {
    return meetingPlace;
  }

  /** Lends the device to the next who comes. */
  void lend() throws IOException {
    int socket = checked(Sockets.accept(listening, 0));
    try (Arena arena = Arena.ofConfined()) {
      checked(FdPassing.send(socket, arena.allocate(1), fd));
    } finally {
      checked(Libc.close(socket));
    }
  }

  /**
   * Borrows a device from the process that holds it.
   *
   * @return its descriptor, which is the caller's own
   */
  static int borrow(Path meetingPlace) throws IOException {
    int socket = checked(Sockets.socket(Linux.AF_UNIX(), Linux.SOCK_STREAM(), 0));
    try (Arena arena = Arena.ofConfined()) {
      checked(Sockets.connect(socket, UnixDomainSocketAddress.of(meetingPlace)));
      MemorySegment payload = arena.allocate(1);
      int[] fds = new int[1];
      checked(FdPassing.receive(socket, payload, fds));
      return fds[0];
    } finally {
      checked(Libc.close(socket));
    }
  }

  /** Brings the device back to its guest from wherever a borrower has left it. */
  void takeBack() throws VfioException {
    device.setState(DeviceState.RUNNING);
  }

  @Override
  public void close() throws IOException {
    device.close();
    checked(Libc.close(listening));
    Files.deleteIfExists(meetingPlace);
  }

  private static int checked(long result) throws IOException {
    if (result < 0) {
      throw new IOException(Errno.describe((int) -result));
    }
    return (int) result;
  }
}
