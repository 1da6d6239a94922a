/* SPDX-License-Identifier: Apache-2.0 */
/*
 * CRC32C with the processor's instruction, three streams at a time: the instruction takes three cycles and can
 * begin anew in each, so a single stream would leave two thirds of it idle. java.util.zip.CRC32C does the same.
 */
#ifndef BATON_BENCH_CRC32C_H
#define BATON_BENCH_CRC32C_H

#include <nmmintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CRC32C_LANE 8192 /* bytes of each of the three streams, a multiple of 8 */

/* What CRC32C_LANE zero bytes make of each byte of a checksum. */
static uint32_t crc32c_zeros[4][256];

static void crc32c_init(void)
{
	static const unsigned char zeros[CRC32C_LANE];

	for (int byte = 0; byte < 4; byte++) {
		for (uint32_t value = 0; value < 256; value++) {
			uint64_t crc = (uint64_t)value << (8 * byte);

			for (size_t at = 0; at < CRC32C_LANE; at += 8) {
				uint64_t word;

				memcpy(&word, zeros + at, 8);
				crc = _mm_crc32_u64(crc, word);
			}
			crc32c_zeros[byte][value] = (uint32_t)crc;
		}
	}
}

static uint32_t crc32c_shift(uint32_t crc)
{
	return crc32c_zeros[0][crc & 0xff] ^ crc32c_zeros[1][(crc >> 8) & 0xff] ^
	       crc32c_zeros[2][(crc >> 16) & 0xff] ^ crc32c_zeros[3][crc >> 24];
}

static uint64_t crc32c_word(const unsigned char *data)
{
	uint64_t word;

	memcpy(&word, data, 8);
	return word;
}

/* Adds bytes to a checksum, which begins with 0. crc32c_init() has been called. */
static uint32_t crc32c(uint32_t sum, const unsigned char *data, size_t length)
{
	uint64_t crc = ~sum;

	while (length >= 3 * CRC32C_LANE) {
		uint64_t second = 0, third = 0;

		for (size_t at = 0; at < CRC32C_LANE; at += 8) {
			crc = _mm_crc32_u64(crc, crc32c_word(data + at));
			second = _mm_crc32_u64(second, crc32c_word(data + CRC32C_LANE + at));
			third = _mm_crc32_u64(third, crc32c_word(data + 2 * CRC32C_LANE + at));
		}
		crc = crc32c_shift((uint32_t)crc) ^ second;
		crc = crc32c_shift((uint32_t)crc) ^ third;
		data += 3 * CRC32C_LANE;
		length -= 3 * CRC32C_LANE;
	}
	for (; length >= 8; data += 8, length -= 8)
		crc = _mm_crc32_u64(crc, crc32c_word(data));
	for (; length > 0; data++, length--)
		crc = _mm_crc32_u8((uint32_t)crc, *data);
	return ~(uint32_t)crc;
}

#endif
