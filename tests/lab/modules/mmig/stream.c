// SPDX-License-Identifier: GPL-2.0-only
/* The format of the stream. */
#include <linux/crc32.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "stream.h"

/* Odd, so that every word of a record differs from its neighbours. */
#define MMIG_STEP	0x9e3779b97f4a7c15ULL

static u64 mmig_first_word(u64 seed, u64 seq, u16 kind)
{
	return (seed ^ (seq << 20) ^ ((u64)kind << 56)) * MMIG_STEP;
}

static u32 mmig_head_crc(const struct mmig_record_head *head)
{
	struct mmig_record_head copy = *head;

	copy.crc = 0;
	return crc32_le(~0, (const u8 *)&copy, sizeof(copy));
}

/* Writes a whole record of @size bytes, a multiple of MMIG_UNIT. */
void mmig_record_make(u8 *record, u16 kind, u16 flags, u64 seq, u32 size,
		      u64 value, u64 seed)
{
	struct mmig_record_head *head = (struct mmig_record_head *)record;
	u64 word = mmig_first_word(seed, seq, kind);
	u32 at;

	head->magic = cpu_to_le32(MMIG_RECORD_MAGIC);
	head->kind = cpu_to_le16(kind);
	head->flags = cpu_to_le16(flags);
	head->seq = cpu_to_le64(seq);
	head->size = cpu_to_le32(size);
	head->value = cpu_to_le64(value);
	head->crc = cpu_to_le32(mmig_head_crc(head));
	for (at = sizeof(*head); at < size; at += sizeof(word)) {
		put_unaligned_le64(word, record + at);
		word += MMIG_STEP;
	}
}

/* Whether the first MMIG_UNIT bytes are the head of record @seq. */
bool mmig_record_head_ok(const u8 *record, u64 seq)
{
	const struct mmig_record_head *head = (const void *)record;
	u32 size = le32_to_cpu(head->size);
	u16 kind = le16_to_cpu(head->kind);

	return head->magic == cpu_to_le32(MMIG_RECORD_MAGIC) &&
	       head->crc == cpu_to_le32(mmig_head_crc(head)) &&
	       head->seq == cpu_to_le64(seq) &&
	       kind <= MMIG_KIND_END && kind != MMIG_NR_KINDS &&
	       (kind == MMIG_KIND_HEADER) == (seq == 0) &&
	       size >= MMIG_UNIT && size <= MMIG_RECORD_MAX &&
	       size % MMIG_UNIT == 0;
}

/* Whether a whole record with a right head holds what it should. */
bool mmig_record_payload_ok(const u8 *record, u64 seed)
{
	const struct mmig_record_head *head = (const void *)record;
	u64 word = mmig_first_word(seed, le64_to_cpu(head->seq),
				   le16_to_cpu(head->kind));
	u32 size = le32_to_cpu(head->size);
	u32 at;

	for (at = sizeof(*head); at < size; at += sizeof(word)) {
		if (get_unaligned_le64(record + at) != word)
			return false;
		word += MMIG_STEP;
	}
	return true;
}
