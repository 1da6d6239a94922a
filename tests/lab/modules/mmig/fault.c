// SPDX-License-Identifier: GPL-2.0-only
/* What goes wrong on request. Each fault happens once. */
#include <linux/errno.h>
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

/* Counts a call, and tells what happens to it. */
enum mmig_effect mmig_fault(struct mmig_dev *mmig, enum mmig_point point,
			    u64 *value)
{
	enum mmig_effect effect = MMIG_EFFECT_NONE;
	unsigned int i;

	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		struct mmig_fault *fault = &mmig->faults[i];

		if (fault->effect == MMIG_EFFECT_NONE || fault->point != point)
			continue;
		if (--fault->number == 0 && effect == MMIG_EFFECT_NONE) {
			effect = fault->effect;
			*value = fault->value;
			fault->effect = MMIG_EFFECT_NONE;
		}
	}
	spin_unlock(&mmig->fault_lock);
	return effect;
}

/* What happens to the arc into a state. */
enum mmig_effect mmig_state_fault(struct mmig_dev *mmig,
				  enum vfio_device_mig_state target, u64 *value)
{
	enum mmig_effect effect = MMIG_EFFECT_NONE;
	unsigned int i;

	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		struct mmig_fault *fault = &mmig->faults[i];

		if (fault->effect != MMIG_EFFECT_NONE &&
		    fault->point == MMIG_POINT_STATE &&
		    fault->number == target) {
			effect = fault->effect;
			*value = fault->value;
			fault->effect = MMIG_EFFECT_NONE;
			break;
		}
	}
	spin_unlock(&mmig->fault_lock);
	return effect;
}

/* For calls that can do nothing but fail. */
int mmig_fault_error(struct mmig_dev *mmig, enum mmig_point point)
{
	u64 value;

	if (mmig_fault(mmig, point, &value) == MMIG_EFFECT_ERROR)
		return -(int)value;
	return 0;
}

/* "POINT NUMBER EFFECT [VALUE]", or "none" to forget all. */
int mmig_fault_add(struct mmig_dev *mmig, const char *text)
{
	char point[8], effect[8];
	struct mmig_fault fault = {};
	int words, found;
	unsigned int i;

	if (sysfs_streq(text, "none")) {
		spin_lock(&mmig->fault_lock);
		memset(mmig->faults, 0, sizeof(mmig->faults));
		spin_unlock(&mmig->fault_lock);
		return 0;
	}
	words = sscanf(text, "%7s %llu %7s %llu", point, &fault.number, effect,
		       &fault.value);
	if (words < 3)
		return -EINVAL;
	found = match_string(mmig_points, ARRAY_SIZE(mmig_points), point);
	if (found < 0)
		return found;
	fault.point = found;
	found = match_string(mmig_effects, ARRAY_SIZE(mmig_effects), effect);
	if (found <= MMIG_EFFECT_NONE)
		return -EINVAL;
	fault.effect = found;
	if (fault.point != MMIG_POINT_STATE && fault.number == 0)
		return -EINVAL;
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
	ssize_t len = 0;
	unsigned int i;

	spin_lock(&mmig->fault_lock);
	for (i = 0; i < MMIG_MAX_FAULTS; i++) {
		struct mmig_fault *fault = &mmig->faults[i];

		if (fault->effect != MMIG_EFFECT_NONE)
			len += sysfs_emit_at(buf, len, "%s %llu %s %llu\n",
					     mmig_points[fault->point],
					     fault->number,
					     mmig_effects[fault->effect],
					     fault->value);
	}
	spin_unlock(&mmig->fault_lock);
	return len;
}
