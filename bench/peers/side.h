/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the peers in C share: sockets, and how they talk to the harness. A peer is two processes, a source and a
 * destination. Each reads a line "round BYTES" from its standard input for each round, moves so many bytes, and
 * answers with one line "done name=value ...". A destination says "listening ENDPOINT" first. Whatever goes wrong is
 * said on the standard error, and ends the process.
 */
#ifndef BATON_BENCH_SIDE_H
#define BATON_BENCH_SIDE_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static void die(const char *format, ...)
{
	int error = errno;
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	if (error)
		fprintf(stderr, ": %s", strerror(error));
	fputc('\n', stderr);
	exit(1);
}

static int64_t now_nanos(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* What a round has cost the process so far. */
struct meter {
	int64_t nanos;
	struct rusage usage;
};

static void meter_start(struct meter *meter)
{
	getrusage(RUSAGE_SELF, &meter->usage);
	meter->nanos = now_nanos();
}

static int64_t cpu_nanos(const struct rusage *usage)
{
	return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * INT64_C(1000000000) +
	       (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * INT64_C(1000);
}

static void meter_print(const struct meter *meter, int64_t end_nanos, uint32_t digest)
{
	struct rusage end;

	getrusage(RUSAGE_SELF, &end);
	printf("done nanos=%lld cpuNanos=%lld allocatedBytes=0 voluntarySwitches=%ld involuntarySwitches=%ld digest=%u\n",
	       (long long)(end_nanos - meter->nanos),
	       (long long)(cpu_nanos(&end) - cpu_nanos(&meter->usage)),
	       end.ru_nvcsw - meter->usage.ru_nvcsw, end.ru_nivcsw - meter->usage.ru_nivcsw, digest);
	fflush(stdout);
}

/* "tcp:ADDRESS:PORT" or "unix:PATH" as an address; its length. */
static socklen_t parse_endpoint(const char *text, struct sockaddr_storage *address)
{
	memset(address, 0, sizeof(*address));
	if (strncmp(text, "unix:", 5) == 0) {
		struct sockaddr_un *local = (struct sockaddr_un *)address;

		if (strlen(text + 5) >= sizeof(local->sun_path))
			die("the path %s is too long", text + 5);
		local->sun_family = AF_UNIX;
		strcpy(local->sun_path, text + 5);
		return sizeof(*local);
	}
	if (strncmp(text, "tcp:", 4) == 0) {
		struct sockaddr_in *inet = (struct sockaddr_in *)address;
		char host[64];
		unsigned int port;

		inet->sin_family = AF_INET;
		if (sscanf(text + 4, "%63[0-9.]:%u", host, &port) == 2 && port < 65536 &&
		    inet_pton(AF_INET, host, &inet->sin_addr) == 1) {
			inet->sin_port = htons((uint16_t)port);
			return sizeof(*inet);
		}
	}
	errno = 0;
	die("'%s' is neither tcp:ADDRESS:PORT nor unix:PATH", text);
	return 0;
}

static void no_delay(int fd, const struct sockaddr_storage *address)
{
	int one = 1;

	if (address->ss_family == AF_INET && setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)))
		die("TCP_NODELAY");
}

static int connect_to(const char *endpoint)
{
	struct sockaddr_storage address;
	socklen_t length = parse_endpoint(endpoint, &address);
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&address, length))
		die("connecting to %s", endpoint);
	no_delay(fd, &address);
	return fd;
}

/* Listens, and says where. */
static int listen_at(const char *endpoint)
{
	struct sockaddr_storage address;
	socklen_t length = parse_endpoint(endpoint, &address);
	int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, length) || listen(fd, 64))
		die("listening at %s", endpoint);
	if (address.ss_family == AF_INET) {
		struct sockaddr_in *inet = (struct sockaddr_in *)&address;
		char host[64];

		if (getsockname(fd, (struct sockaddr *)&address, &length))
			die("asking for the port");
		printf("listening tcp:%s:%u\n", inet_ntop(AF_INET, &inet->sin_addr, host, sizeof(host)),
		       ntohs(inet->sin_port));
	} else {
		printf("listening %s\n", endpoint);
	}
	fflush(stdout);
	return fd;
}

static int accept_from(int listener)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);
	int fd = accept4(listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC);

	if (fd < 0)
		die("accepting");
	no_delay(fd, &address);
	return fd;
}

static void send_fully(int fd, const void *data, size_t length)
{
	const char *at = data;

	while (length > 0) {
		ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);

		if (sent < 0)
			die("send");
		at += sent;
		length -= (size_t)sent;
	}
}

static void receive_fully(int fd, void *data, size_t length)
{
	char *at = data;

	while (length > 0) {
		ssize_t received = recv(fd, at, length, MSG_WAITALL);

		if (received < 0)
			die("recv");
		if (received == 0) {
			errno = 0;
			die("the other side has closed the connection");
		}
		at += received;
		length -= (size_t)received;
	}
}

/* The next round's bytes, or 0 at the end of the input. */
static int64_t next_round(void)
{
	char line[128];
	long long bytes;

	if (!fgets(line, sizeof(line), stdin))
		return 0;
	errno = 0;
	if (sscanf(line, "round %lld", &bytes) != 1 || bytes <= 0)
		die("'%s' is no round", line);
	return bytes;
}

#endif
