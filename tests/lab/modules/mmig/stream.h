/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The stream: records, each with a head of 32 bytes, little endian. The first
 * is a header, the last an end. The payload of the others follows from the
 * header's seed and the record's number, so that every byte can be checked.
 */
#ifndef MMIG_STREAM_H
#define MMIG_STREAM_H

#include <linux/build_bug.h>
#include <linux/types.h>

#define MMIG_RECORD_MAGIC	0x474d4d52	/* "RMMG" */
#define MMIG_STREAM_VERSION	1
#define MMIG_RECORD_MAX		65536
/* Sizes are multiples of this. */
#define MMIG_UNIT		32
/* A header record. */
#define MMIG_HEADER_SIZE	(2 * MMIG_UNIT)

enum mmig_kind {
	MMIG_KIND_INITIAL,
	MMIG_KIND_DIRTY,
	MMIG_KIND_STOP,
	MMIG_NR_KINDS,
	/* These are read on the account of one of the others. */
	MMIG_KIND_HEADER,
	MMIG_KIND_END,
};

/* The record completes a chunk of initial data, and loading it takes time. */
#define MMIG_FLAG_CHUNK_END	1

struct mmig_record_head {
	__le32 magic;
	__le16 kind;
	__le16 flags;
	__le64 seq;
	__le32 size;		/* of the whole record */
	__le32 crc;		/* of the head, with this as 0 */
	__le64 value;		/* header: the seed; end: the content */
};

static_assert(sizeof(struct mmig_record_head) == MMIG_UNIT);

void mmig_record_make(u8 *record, u16 kind, u16 flags, u64 seq, u32 size,
		      u64 value, u64 seed);
bool mmig_record_head_ok(const u8 *record, u64 seq);
bool mmig_record_payload_ok(const u8 *record, u64 seed);

#endif /* MMIG_STREAM_H */
