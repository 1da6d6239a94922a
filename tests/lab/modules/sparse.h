/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Read before each file that tests/lab/check-module shows to sparse. Debian's
 * sparse 0.6.4 is older than what the headers of Linux 7.3 use of it, and the
 * kernel's build leaves sparse out with a warning that one overlooks.
 */
#define __typeof_unqual__ __typeof__

/* Not constant for sparse, and MODULE_LICENSE() wants it to be. */
#define __builtin_strlen(s) (sizeof(s) - 1)
