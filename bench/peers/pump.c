// SPDX-License-Identifier: Apache-2.0
/*
 * The plainest way to move bytes from one file to another: read, send; receive, write; with one buffer and one thread
 * for each connection, and a checksum at either end. What there is to be compared with.
 *
 * usage: pump source|destination ENDPOINT CHANNELS FILE [buffer-bytes=N] [checksum=0] [bytes-per-second=N]
 *        [span-bytes=N]. See side.h.
 *
 * As a load beside something else: bytes-per-second is the pace at which the source sends, all connections together; one
 * that is late catches up. span-bytes is how long the file is, if more is to be moved: it is read and written again and
 * again.
 *
 * Connection i carries the i-th part of the file. The source sends its checksum behind the bytes, and the destination
 * answers with its own when all is written: so a round ends when the source knows that everything has arrived.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <sys/mman.h>

#include "crc32c.h"
#include "side.h"

#define MAX_CHANNELS 64

struct stripe {
	pthread_t thread;
	int socket;
	int file;
	int64_t offset;
	int64_t bytes;
	double bytes_per_second;
	unsigned char *buffer;
	uint32_t digest;
};

static size_t buffer_bytes = 256 << 10;
static int checks = 1;
static int64_t bytes_per_second;
static int64_t span_bytes = INT64_MAX;

/* How much can be moved at once: no more than the buffer holds, than is left, and than the span has until its end. */
static size_t piece(const struct stripe *stripe, int64_t done)
{
	int64_t most = stripe->bytes - done;
	int64_t span = span_bytes - (stripe->offset + done) % span_bytes;

	if (most > span)
		most = span;
	return most < (int64_t)buffer_bytes ? (size_t)most : buffer_bytes;
}

static off_t place(const struct stripe *stripe, int64_t done)
{
	return (stripe->offset + done) % span_bytes;
}

/* Sleeps until it is time for what comes next. */
static void keep_pace(int64_t start_nanos, int64_t done, double stripe_bytes_per_second)
{
	int64_t due = start_nanos + (int64_t)((double)done / stripe_bytes_per_second * 1e9);
	struct timespec until = { due / INT64_C(1000000000), due % INT64_C(1000000000) };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		;
}

static void *save(void *argument)
{
	struct stripe *stripe = argument;
	int64_t start_nanos = now_nanos();
	uint32_t answer;

	stripe->digest = 0;
	for (int64_t done = 0; done < stripe->bytes;) {
		ssize_t got = pread(stripe->file, stripe->buffer, piece(stripe, done), place(stripe, done));

		if (got <= 0)
			die("reading the device");
		if (checks)
			stripe->digest = crc32c(stripe->digest, stripe->buffer, (size_t)got);
		send_fully(stripe->socket, stripe->buffer, (size_t)got);
		done += got;
		if (bytes_per_second)
			keep_pace(start_nanos, done, stripe->bytes_per_second);
	}
	send_fully(stripe->socket, &stripe->digest, sizeof(stripe->digest));
	receive_fully(stripe->socket, &answer, sizeof(answer));
	if (answer != stripe->digest) {
		errno = 0;
		die("the checksums differ: %08x has become %08x", stripe->digest, answer);
	}
	return NULL;
}

static void *load(void *argument)
{
	struct stripe *stripe = argument;
	uint32_t announced;

	stripe->digest = 0;
	for (int64_t done = 0; done < stripe->bytes;) {
		ssize_t got = recv(stripe->socket, stripe->buffer, piece(stripe, done), 0);

		if (got <= 0)
			die("receiving");
		if (checks)
			stripe->digest = crc32c(stripe->digest, stripe->buffer, (size_t)got);
		for (ssize_t written = 0; written < got;) {
			ssize_t taken = pwrite(stripe->file, stripe->buffer + written, (size_t)(got - written),
					       place(stripe, done) + written);

			if (taken <= 0)
				die("writing the device");
			written += taken;
		}
		done += got;
	}
	receive_fully(stripe->socket, &announced, sizeof(announced));
	if (checks && announced != stripe->digest) {
		errno = 0;
		die("the checksums differ: %08x was announced, %08x arrived", announced, stripe->digest);
	}
	send_fully(stripe->socket, &stripe->digest, sizeof(stripe->digest));
	return NULL;
}

/* One thread for each stripe; the first stripe has this one. */
static void run(struct stripe *stripes, int channels, void *(*side)(void *))
{
	for (int i = 1; i < channels; i++) {
		errno = pthread_create(&stripes[i].thread, NULL, side, &stripes[i]);
		if (errno)
			die("making a thread");
	}
	side(&stripes[0]);
	for (int i = 1; i < channels; i++)
		pthread_join(stripes[i].thread, NULL);
}

int main(int argc, char **argv)
{
	struct stripe stripes[MAX_CHANNELS];
	int64_t bytes;
	int source, channels, listener = -1, file;

	if (argc < 5) {
		fprintf(stderr,
			"usage: pump source|destination ENDPOINT CHANNELS FILE [buffer-bytes=N] [checksum=0] "
			"[bytes-per-second=N] [span-bytes=N]\n");
		return 2;
	}
	source = strcmp(argv[1], "source") == 0;
	channels = atoi(argv[3]);
	for (int i = 5; i < argc; i++) {
		if (sscanf(argv[i], "buffer-bytes=%zu", &buffer_bytes) != 1 &&
		    sscanf(argv[i], "checksum=%d", &checks) != 1 &&
		    sscanf(argv[i], "bytes-per-second=%" SCNd64, &bytes_per_second) != 1 &&
		    sscanf(argv[i], "span-bytes=%" SCNd64, &span_bytes) != 1)
			die("'%s' is no option", argv[i]);
	}
	if (channels < 1 || channels > MAX_CHANNELS || buffer_bytes < 1 || bytes_per_second < 0 || span_bytes < 1)
		die("%d channels, buffers of %zu bytes: out of range", channels, buffer_bytes);
	file = open(argv[4], O_CLOEXEC | (source ? O_RDONLY : O_WRONLY));
	if (file < 0)
		die("opening %s", argv[4]);
	crc32c_init();
	for (int i = 0; i < channels; i++) {
		stripes[i].buffer = mmap(NULL, buffer_bytes, PROT_READ | PROT_WRITE,
					 MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
		if (stripes[i].buffer == MAP_FAILED)
			die("no memory for buffers");
		stripes[i].file = file;
	}
	if (!source)
		listener = listen_at(argv[2]);

	while ((bytes = next_round()) > 0) {
		struct meter meter;
		int64_t end;
		uint32_t digest = 0;

		for (int i = 0; i < channels; i++) {
			int64_t first = bytes / channels * i;

			stripes[i].offset = first;
			stripes[i].bytes = i == channels - 1 ? bytes - first : bytes / channels;
			stripes[i].bytes_per_second = (double)bytes_per_second / channels;
			stripes[i].socket = source ? connect_to(argv[2]) : accept_from(listener);
		}
		meter_start(&meter);
		run(stripes, channels, source ? save : load);
		end = now_nanos();
		for (int i = 0; i < channels; i++) {
			digest ^= stripes[i].digest;
			close(stripes[i].socket);
		}
		meter_print(&meter, end, digest);
	}
	return 0;
}
