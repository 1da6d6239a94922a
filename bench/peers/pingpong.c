// SPDX-License-Identifier: Apache-2.0
/*
 * What a round trip costs without anybody between: a request is sent, an answer comes back, over one connection, with
 * blocking calls and one thread at either end.
 *
 * usage: pingpong source|destination ENDPOINT 1 FILE interval-micros=N request-bytes=N answer-bytes=N. See side.h.
 *
 * "round BYTES" sends so many bytes of requests. Request i is due interval-micros * i after the first, whatever became of
 * those before it; one that finds the source still waiting goes out late. The source writes two numbers for each into
 * FILE, nanoseconds as int64: from when it was due until its answer was there, and from when it went out. What is sent is
 * different in each request, and both sides check it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>

#include "side.h"

#define MAX_FRAME_BYTES 4096

static size_t request_bytes = 36, answer_bytes = 22;
static int64_t interval_micros = 1000;

/* No two are alike. */
static void fill(unsigned char *frame, size_t length, int64_t number)
{
	for (size_t i = 0; i < length; i++)
		frame[i] = (unsigned char)(number * 31 + (int64_t)i * 7 + (number >> 8));
}

static void check(const unsigned char *frame, size_t length, int64_t number)
{
	unsigned char expected[MAX_FRAME_BYTES];

	fill(expected, length, number);
	if (memcmp(frame, expected, length)) {
		errno = 0;
		die("frame %" PRId64 " is not what was sent", number);
	}
}

static void ask(int socket, int file, int64_t requests)
{
	unsigned char request[MAX_FRAME_BYTES], answer[MAX_FRAME_BYTES];
	int64_t start = now_nanos() + interval_micros * 1000;

	for (int64_t i = 0; i < requests; i++) {
		int64_t due = start + i * interval_micros * 1000;
		struct timespec until = { due / INT64_C(1000000000), due % INT64_C(1000000000) };
		int64_t times[2], sent, received;

		fill(request, request_bytes, i);
		while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
			;
		sent = now_nanos();
		send_fully(socket, request, request_bytes);
		receive_fully(socket, answer, answer_bytes);
		received = now_nanos();
		check(answer, answer_bytes, i + 1);
		times[0] = received - due;
		times[1] = received - sent;
		if (pwrite(file, times, sizeof(times), (off_t)(i * (int64_t)sizeof(times))) != sizeof(times))
			die("writing the times");
	}
}

static void answer(int socket, int64_t requests)
{
	unsigned char request[MAX_FRAME_BYTES], answer[MAX_FRAME_BYTES];

	for (int64_t i = 0; i < requests; i++) {
		receive_fully(socket, request, request_bytes);
		fill(answer, answer_bytes, i + 1);
		send_fully(socket, answer, answer_bytes);
		check(request, request_bytes, i);
	}
}

int main(int argc, char **argv)
{
	int64_t bytes;
	int source, listener = -1, file = -1;

	if (argc < 5) {
		fprintf(stderr, "usage: pingpong source|destination ENDPOINT 1 FILE interval-micros=N request-bytes=N "
				"answer-bytes=N\n");
		return 2;
	}
	source = strcmp(argv[1], "source") == 0;
	for (int i = 5; i < argc; i++) {
		if (sscanf(argv[i], "interval-micros=%" SCNd64, &interval_micros) != 1 &&
		    sscanf(argv[i], "request-bytes=%zu", &request_bytes) != 1 &&
		    sscanf(argv[i], "answer-bytes=%zu", &answer_bytes) != 1)
			die("'%s' is no option", argv[i]);
	}
	if (request_bytes < 1 || request_bytes > MAX_FRAME_BYTES || answer_bytes < 1 || answer_bytes > MAX_FRAME_BYTES ||
	    interval_micros < 1)
		die("%zu bytes, answered with %zu, every %" PRId64 " us: out of range", request_bytes, answer_bytes,
		    interval_micros);
	if (source) {
		file = open(argv[4], O_CLOEXEC | O_WRONLY);
		if (file < 0)
			die("opening %s", argv[4]);
	} else {
		listener = listen_at(argv[2]);
	}

	while ((bytes = next_round()) > 0) {
		int64_t requests = bytes / (int64_t)request_bytes;
		int socket = source ? connect_to(argv[2]) : accept_from(listener);
		struct meter meter;

		meter_start(&meter);
		if (source)
			ask(socket, file, requests);
		else
			answer(socket, requests);
		close(socket);
		meter_print(&meter, now_nanos(), (uint32_t)requests);
	}
	return 0;
}
