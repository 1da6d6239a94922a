// SPDX-License-Identifier: GPL-2.0-only
/* What goes wrong on request. Each fault happens once. */
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/string.h>

#include "mmig.h"

static const char * const mmig_points[] = {
	[MMIG_POINT_READ] = "read",
	[MMIG_POINT_WRITE] = "write",
	[MMIG_POINT_INFO] = "info",
	[MMIG_POINT_SIZE] = "size",
	[MMIG_POINT_STATE] = "state",
};

static const char * const mmig_effects[] = {
	[MMIG_EFFECT_NONE] = "none",
	[MMIG_EFFECT_ERROR] = "error",
	[MMIG_EFFECT_SHORT] = "short",
	[MMIG_EFFECT_CORRUPT] = "corrupt",
	[MMIG_EFFECT_BROKEN] = "broken",
};

/* Counts a call or an arc, and tells what happens to it. */
static enum mmig_effect mmig_count(struct mmig_dev *mmig, enum mmig_point point,
				   u64 target, u64 *value)
{
	enum mmig_effect effect = MMIG_EFFECT_NONE;
	unsigned int i;

	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		struct mmig_fault *fault = &mmig->faults[i];

		if (fault->effect == MMIG_EFFECT_NONE ||
		    fault->point != point || fault->target != target)
			continue;
		/* Of several that are due, the others wait for the next. */
		if (fault->number > 1) {
			fault->number--;
		} else if (effect == MMIG_EFFECT_NONE) {
			effect = fault->effect;
			*value = fault->value;
			fault->effect = MMIG_EFFECT_NONE;
		}
	}
	spin_unlock(&mmig->fault_lock);
	return effect;
}

enum mmig_effect mmig_fault(struct mmig_dev *mmig, enum mmig_point point,
			    u64 *value)
{
	return mmig_count(mmig, point, 0, value);
}

/* What happens to the arc into a state. */
enum mmig_effect mmig_state_fault(struct mmig_dev *mmig,
				  enum vfio_device_mig_state target, u64 *value)
{
	return mmig_count(mmig, MMIG_POINT_STATE, target, value);
}

/* For calls that can do nothing but fail. */
int mmig_fault_error(struct mmig_dev *mmig, enum mmig_point point)
{
	u64 value;

	if (mmig_fault(mmig, point, &value) == MMIG_EFFECT_ERROR)
		return -(int)value;
	return 0;
}

/* "NUMBER" of a call; for an arc "STATE" or "STATE:NUMBER". */
static int mmig_parse_number(char *text, struct mmig_fault *fault)
{
	int err;

	fault->number = 1;
	if (fault->point == MMIG_POINT_STATE) {
		err = kstrtou64(strsep(&text, ":"), 10, &fault->target);
		if (err)
			return err;
		if (fault->target >= VFIO_DEVICE_STATE_NR)
			return -EINVAL;
	}
	if (text) {
		err = kstrtou64(text, 10, &fault->number);
		if (err)
			return err;
	}
	return fault->number ? 0 : -EINVAL;
}

/* "POINT NUMBER EFFECT [VALUE]", or "none" to forget all. */
int mmig_fault_add(struct mmig_dev *mmig, const char *text)
{
	char point[8], number[32], effect[8];
	struct mmig_fault fault = {};
	int words, found, err;
	unsigned int i;

	if (sysfs_streq(text, "none")) {
		spin_lock(&mmig->fault_lock);
		memset(mmig->faults, 0, sizeof(mmig->faults));
		spin_unlock(&mmig->fault_lock);
		return 0;
	}
	words = sscanf(text, "%7s %31s %7s %llu", point, number, effect,
		       &fault.value);
	if (words < 3)
		return -EINVAL;
	found = match_string(mmig_points, ARRAY_SIZE(mmig_points), point);
	if (found < 0)
		return found;
	fault.point = found;
	err = mmig_parse_number(number, &fault);
	if (err)
		return err;
	found = match_string(mmig_effects, ARRAY_SIZE(mmig_effects), effect);
	if (found <= MMIG_EFFECT_NONE)
		return -EINVAL;
	fault.effect = found;
	if (fault.effect == MMIG_EFFECT_ERROR &&
	    (fault.value == 0 || fault.value > MAX_ERRNO))
		return -EINVAL;
	if (fault.effect == MMIG_EFFECT_BROKEN &&
	    fault.point != MMIG_POINT_STATE)
		return -EINVAL;
	if ((fault.effect == MMIG_EFFECT_SHORT ||
	     fault.effect == MMIG_EFFECT_CORRUPT) &&
	    fault.point != MMIG_POINT_READ && fault.point != MMIG_POINT_WRITE)
		return -EINVAL;

	found = -ENOSPC;
	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		if (mmig->faults[i].effect == MMIG_EFFECT_NONE) {
			mmig->faults[i] = fault;
			found = 0;
			break;
		}
	}
	spin_unlock(&mmig->fault_lock);
	return found;
}

/* What is still to come, one on a line. */
ssize_t mmig_fault_show(struct mmig_dev *mmig, char *buf)
{
	struct mmig_fault *fault;
	ssize_t len = 0;
	unsigned int i;

	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		fault = &mmig->faults[i];
		if (fault->effect == MMIG_EFFECT_NONE)
			continue;
		len += sysfs_emit_at(buf, len, "%s ",
				     mmig_points[fault->point]);
		if (fault->point == MMIG_POINT_STATE)
			len += sysfs_emit_at(buf, len, "%llu:", fault->target);
		len += sysfs_emit_at(buf, len, "%llu %s %llu\n", fault->number,
				     mmig_effects[fault->effect], fault->value);
	}
	spin_unlock(&mmig->fault_lock);
	return len;
}
