/*
 * What Baton takes from the kernel's and the C library's headers, in the one translation unit that
 * jextract reads. The files under includes/ name what is kept of it.
 */
#define _GNU_SOURCE

/* First: the _IO* macros expand through it, and userfaultfd.h and vfio.h do not all include it. */
#include <linux/ioctl.h>

#include <linux/fs.h>
#include <linux/io_uring.h>
#include <linux/iommufd.h>
#include <linux/userfaultfd.h>
#include <linux/vfio.h>

/*
 * With _GNU_SOURCE glibc gives these a transparent union for the address, which jextract cannot
 * express. Hide its declarations, and declare below what POSIX says.
 */
#define accept glibc_accept
#define accept4 glibc_accept4
#define bind glibc_bind
#define connect glibc_connect
#define getpeername glibc_getpeername
#define getsockname glibc_getsockname
#define recvfrom glibc_recvfrom
#define sendto glibc_sendto
#include <sys/socket.h>
#undef accept
#undef accept4
#undef bind
#undef connect
#undef getpeername
#undef getsockname
#undef recvfrom
#undef sendto

int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags);
int bind(int fd, const struct sockaddr *address, socklen_t length);
int connect(int fd, const struct sockaddr *address, socklen_t length);
int getpeername(int fd, struct sockaddr *address, socklen_t *length);
int getsockname(int fd, struct sockaddr *address, socklen_t *length);

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
