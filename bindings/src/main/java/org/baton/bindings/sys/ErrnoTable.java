package org.baton.bindings.sys;

import java.util.Arrays;
import org.baton.bindings.linux.Linux;

/** The error numbers of Linux: the numbers are the headers', the words the C library's. */
final class ErrnoTable {
  /** Past the last number; the kernel keeps 512 and up to itself. */
  private static final int SIZE = 134;

  private static final String[] NAMES = empty();
  private static final String[] MEANINGS = empty();

  static {
    put(Linux.EPERM(), "EPERM", "Operation not permitted");
    put(Linux.ENOENT(), "ENOENT", "No such file or directory");
    put(Linux.ESRCH(), "ESRCH", "No such process");
    put(Linux.EINTR(), "EINTR", "Interrupted system call");
    put(Linux.EIO(), "EIO", "Input/output error");
    put(Linux.ENXIO(), "ENXIO", "No such device or address");
    put(Linux.E2BIG(), "E2BIG", "Argument list too long");
    put(Linux.ENOEXEC(), "ENOEXEC", "Exec format error");
    put(Linux.EBADF(), "EBADF", "Bad file descriptor");
    put(Linux.ECHILD(), "ECHILD", "No child processes");
    put(Linux.EAGAIN(), "EAGAIN", "Resource temporarily unavailable");
    put(Linux.ENOMEM(), "ENOMEM", "Cannot allocate memory");
    put(Linux.EACCES(), "EACCES", "Permission denied");
    put(Linux.EFAULT(), "EFAULT", "Bad address");
    put(Linux.ENOTBLK(), "ENOTBLK", "Block device required");
    put(Linux.EBUSY(), "EBUSY", "Device or resource busy");
    put(Linux.EEXIST(), "EEXIST", "File exists");
    put(Linux.EXDEV(), "EXDEV", "Invalid cross-device link");
    put(Linux.ENODEV(), "ENODEV", "No such device");
    put(Linux.ENOTDIR(), "ENOTDIR", "Not a directory");
    put(Linux.EISDIR(), "EISDIR", "Is a directory");
    put(Linux.EINVAL(), "EINVAL", "Invalid argument");
    put(Linux.ENFILE(), "ENFILE", "Too many open files in system");
    put(Linux.EMFILE(), "EMFILE", "Too many open files");
    put(Linux.ENOTTY(), "ENOTTY", "Inappropriate ioctl for device");
    put(Linux.ETXTBSY(), "ETXTBSY", "Text file busy");
    put(Linux.EFBIG(), "EFBIG", "File too large");
    put(Linux.ENOSPC(), "ENOSPC", "No space left on device");
    put(Linux.ESPIPE(), "ESPIPE", "Illegal seek");
    put(Linux.EROFS(), "EROFS", "Read-only file system");
    put(Linux.EMLINK(), "EMLINK", "Too many links");
    put(Linux.EPIPE(), "EPIPE", "Broken pipe");
    put(Linux.EDOM(), "EDOM", "Numerical argument out of domain");
    put(Linux.ERANGE(), "ERANGE", "Numerical result out of range");
    put(Linux.EDEADLK(), "EDEADLK", "Resource deadlock avoided");
    put(Linux.ENAMETOOLONG(), "ENAMETOOLONG", "File name too long");
    put(Linux.ENOLCK(), "ENOLCK", "No locks available");
    put(Linux.ENOSYS(), "ENOSYS", "Function not implemented");
    put(Linux.ENOTEMPTY(), "ENOTEMPTY", "Directory not empty");
    put(Linux.ELOOP(), "ELOOP", "Too many levels of symbolic links");
    put(Linux.ENOMSG(), "ENOMSG", "No message of desired type");
    put(Linux.EIDRM(), "EIDRM", "Identifier removed");
    put(Linux.ECHRNG(), "ECHRNG", "Channel number out of range");
    put(Linux.EL2NSYNC(), "EL2NSYNC", "Level 2 not synchronized");
    put(Linux.EL3HLT(), "EL3HLT", "Level 3 halted");
    put(Linux.EL3RST(), "EL3RST", "Level 3 reset");
    put(Linux.ELNRNG(), "ELNRNG", "Link number out of range");
    put(Linux.EUNATCH(), "EUNATCH", "Protocol driver not attached");
    put(Linux.ENOCSI(), "ENOCSI", "No CSI structure available");
    put(Linux.EL2HLT(), "EL2HLT", "Level 2 halted");
    put(Linux.EBADE(), "EBADE", "Invalid exchange");
    put(Linux.EBADR(), "EBADR", "Invalid request descriptor");
    put(Linux.EXFULL(), "EXFULL", "Exchange full");
    put(Linux.ENOANO(), "ENOANO", "No anode");
    put(Linux.EBADRQC(), "EBADRQC", "Invalid request code");
    put(Linux.EBADSLT(), "EBADSLT", "Invalid slot");
    put(Linux.EBFONT(), "EBFONT", "Bad font file format");
    put(Linux.ENOSTR(), "ENOSTR", "Device not a stream");
    put(Linux.ENODATA(), "ENODATA", "No data available");
    put(Linux.ETIME(), "ETIME", "Timer expired");
    put(Linux.ENOSR(), "ENOSR", "Out of streams resources");
    put(Linux.ENONET(), "ENONET", "Machine is not on the network");
    put(Linux.ENOPKG(), "ENOPKG", "Package not installed");
    put(Linux.EREMOTE(), "EREMOTE", "Object is remote");
    put(Linux.ENOLINK(), "ENOLINK", "Link has been severed");
    put(Linux.EADV(), "EADV", "Advertise error");
    put(Linux.ESRMNT(), "ESRMNT", "Srmount error");
    put(Linux.ECOMM(), "ECOMM", "Communication error on send");
    put(Linux.EPROTO(), "EPROTO", "Protocol error");
    put(Linux.EMULTIHOP(), "EMULTIHOP", "Multihop attempted");
    put(Linux.EDOTDOT(), "EDOTDOT", "RFS specific error");
    put(Linux.EBADMSG(), "EBADMSG", "Bad message");
    put(Linux.EOVERFLOW(), "EOVERFLOW", "Value too large for defined data type");
    put(Linux.ENOTUNIQ(), "ENOTUNIQ", "Name not unique on network");
    put(Linux.EBADFD(), "EBADFD", "File descriptor in bad state");
    put(Linux.EREMCHG(), "EREMCHG", "Remote address changed");
    put(Linux.ELIBACC(), "ELIBACC", "Can not access a needed shared library");
    put(Linux.ELIBBAD(), "ELIBBAD", "Accessing a corrupted shared library");
    put(Linux.ELIBSCN(), "ELIBSCN", ".lib section in a.out corrupted");
    put(Linux.ELIBMAX(), "ELIBMAX", "Attempting to link in too many shared libraries");
    put(Linux.ELIBEXEC(), "ELIBEXEC", "Cannot exec a shared library directly");
    put(Linux.EILSEQ(), "EILSEQ", "Invalid or incomplete multibyte or wide character");
    put(Linux.ERESTART(), "ERESTART", "Interrupted system call should be restarted");
    put(Linux.ESTRPIPE(), "ESTRPIPE", "Streams pipe error");
    put(Linux.EUSERS(), "EUSERS", "Too many users");
    put(Linux.ENOTSOCK(), "ENOTSOCK", "Socket operation on non-socket");
    put(Linux.EDESTADDRREQ(), "EDESTADDRREQ", "Destination address required");
    put(Linux.EMSGSIZE(), "EMSGSIZE", "Message too long");
    put(Linux.EPROTOTYPE(), "EPROTOTYPE", "Protocol wrong type for socket");
    put(Linux.ENOPROTOOPT(), "ENOPROTOOPT", "Protocol not available");
    put(Linux.EPROTONOSUPPORT(), "EPROTONOSUPPORT", "Protocol not supported");
    put(Linux.ESOCKTNOSUPPORT(), "ESOCKTNOSUPPORT", "Socket type not supported");
    put(Linux.EOPNOTSUPP(), "EOPNOTSUPP", "Operation not supported");
    put(Linux.EPFNOSUPPORT(), "EPFNOSUPPORT", "Protocol family not supported");
    put(Linux.EAFNOSUPPORT(), "EAFNOSUPPORT", "Address family not supported by protocol");
    put(Linux.EADDRINUSE(), "EADDRINUSE", "Address already in use");
    put(Linux.EADDRNOTAVAIL(), "EADDRNOTAVAIL", "Cannot assign requested address");
    put(Linux.ENETDOWN(), "ENETDOWN", "Network is down");
    put(Linux.ENETUNREACH(), "ENETUNREACH", "Network is unreachable");
    put(Linux.ENETRESET(), "ENETRESET", "Network dropped connection on reset");
    put(Linux.ECONNABORTED(), "ECONNABORTED", "Software caused connection abort");
    put(Linux.ECONNRESET(), "ECONNRESET", "Connection reset by peer");
    put(Linux.ENOBUFS(), "ENOBUFS", "No buffer space available");
    put(Linux.EISCONN(), "EISCONN", "Transport endpoint is already connected");
    put(Linux.ENOTCONN(), "ENOTCONN", "Transport endpoint is not connected");
    put(Linux.ESHUTDOWN(), "ESHUTDOWN", "Cannot send after transport endpoint shutdown");
    put(Linux.ETOOMANYREFS(), "ETOOMANYREFS", "Too many references: cannot splice");
    put(Linux.ETIMEDOUT(), "ETIMEDOUT", "Connection timed out");
    put(Linux.ECONNREFUSED(), "ECONNREFUSED", "Connection refused");
    put(Linux.EHOSTDOWN(), "EHOSTDOWN", "Host is down");
    put(Linux.EHOSTUNREACH(), "EHOSTUNREACH", "No route to host");
    put(Linux.EALREADY(), "EALREADY", "Operation already in progress");
    put(Linux.EINPROGRESS(), "EINPROGRESS", "Operation now in progress");
    put(Linux.ESTALE(), "ESTALE", "Stale file handle");
    put(Linux.EUCLEAN(), "EUCLEAN", "Structure needs cleaning");
    put(Linux.ENOTNAM(), "ENOTNAM", "Not a XENIX named type file");
    put(Linux.ENAVAIL(), "ENAVAIL", "No XENIX semaphores available");
    put(Linux.EISNAM(), "EISNAM", "Is a named type file");
    put(Linux.EREMOTEIO(), "EREMOTEIO", "Remote I/O error");
    put(Linux.EDQUOT(), "EDQUOT", "Disk quota exceeded");
    put(Linux.ENOMEDIUM(), "ENOMEDIUM", "No medium found");
    put(Linux.EMEDIUMTYPE(), "EMEDIUMTYPE", "Wrong medium type");
    put(Linux.ECANCELED(), "ECANCELED", "Operation canceled");
    put(Linux.ENOKEY(), "ENOKEY", "Required key not available");
    put(Linux.EKEYEXPIRED(), "EKEYEXPIRED", "Key has expired");
    put(Linux.EKEYREVOKED(), "EKEYREVOKED", "Key has been revoked");
    put(Linux.EKEYREJECTED(), "EKEYREJECTED", "Key was rejected by service");
    put(Linux.EOWNERDEAD(), "EOWNERDEAD", "Owner died");
    put(Linux.ENOTRECOVERABLE(), "ENOTRECOVERABLE", "State not recoverable");
    put(Linux.ERFKILL(), "ERFKILL", "Operation not possible due to RF-kill");
    put(Linux.EHWPOISON(), "EHWPOISON", "Memory page has hardware error");
  }

  private ErrnoTable() {}

  /** The name, or an empty string. */
  static String name(int errno) {
    return at(NAMES, errno);
  }

  /** The meaning, or an empty string. */
  static String meaning(int errno) {
    return at(MEANINGS, errno);
  }

  private static String at(String[] table, int errno) {
    return errno < 0 || errno >= SIZE ? "" : table[errno];
  }

  private static String[] empty() {
    String[] table = new String[SIZE];
    Arrays.fill(table, "");
    return table;
  }

  private static void put(int errno, String name, String meaning) {
    NAMES[errno] = name;
    MEANINGS[errno] = meaning;
  }
}
