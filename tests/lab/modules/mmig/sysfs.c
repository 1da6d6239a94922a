// SPDX-License-Identifier: GPL-2.0-only
/* The folder "migration" of each device: settings, triggers, and a view. */
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/kstrtox.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include <linux/stringify.h>

#include "mmig.h"

struct mmig_param_attribute {
	struct device_attribute attr;
	size_t offset;
	u64 most;
};

static u64 *mmig_param_of(struct device *dev, struct device_attribute *attr)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);
	struct mmig_param_attribute *param =
		container_of(attr, struct mmig_param_attribute, attr);

	return (u64 *)((u8 *)&mmig->params + param->offset);
}

static ssize_t mmig_param_show(struct device *dev,
			       struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%llu\n", READ_ONCE(*mmig_param_of(dev, attr)));
}

static ssize_t mmig_param_store(struct device *dev,
				struct device_attribute *attr, const char *buf,
				size_t count)
{
	struct mmig_param_attribute *param =
		container_of(attr, struct mmig_param_attribute, attr);
	u64 value;
	int err;

	err = kstrtou64(buf, 0, &value);
	if (err)
		return err;
	if (value > param->most)
		return -ERANGE;
	WRITE_ONCE(*mmig_param_of(dev, attr), value);
	return count;
}

#define MMIG_PARAM_ATTR(_name, _most)					\
	static struct mmig_param_attribute mmig_param_##_name = {	\
		.attr.attr.name = __stringify(_name),			\
		.attr.attr.mode = 0644,					\
		.attr.show = mmig_param_show,				\
		.attr.store = mmig_param_store,				\
		.offset = offsetof(struct mmig_params, _name),		\
		.most = _most,						\
	}

#define MMIG_MOST_BYTES		SZ_1T
#define MMIG_MOST_US		(60ULL * USEC_PER_SEC)

MMIG_PARAM_ATTR(initial_bytes, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(reinit_bytes, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(stop_copy_bytes, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(dirty_rate, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(dirty_limit, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(save_rate, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(load_rate, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(load_initial_us, MMIG_MOST_US);
MMIG_PARAM_ATTR(transition_us, MMIG_MOST_US);
MMIG_PARAM_ATTR(info_us, MMIG_MOST_US);
MMIG_PARAM_ATTR(read_limit, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(write_limit, MMIG_MOST_BYTES);
MMIG_PARAM_ATTR(empty_read, MMIG_EMPTY_BLOCK);
MMIG_PARAM_ATTR(size_remaining, 1);
MMIG_PARAM_ATTR(reinit_on_repeat, 1000);

static ssize_t reinit_store(struct device *dev, struct device_attribute *attr,
			    const char *buf, size_t count)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);

	atomic_set(&mmig->reinit_asked, 1);
	return count;
}
static DEVICE_ATTR_WO(reinit);

static ssize_t reinit_ms_show(struct device *dev,
			      struct device_attribute *attr, char *buf)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);
	ssize_t len = 0;
	unsigned int i;

	guard(mutex)(&mmig->state_lock);
	for (i = 0; i < mmig->nr_reinit_ms; i++)
		len += sysfs_emit_at(buf, len, "%s%llu", i ? " " : "",
				     mmig->reinit_ms[i]);
	return len + sysfs_emit_at(buf, len, "\n");
}

/* Ascending milliseconds after the beginning of a session; none to forget. */
static ssize_t reinit_ms_store(struct device *dev,
			       struct device_attribute *attr, const char *buf,
			       size_t count)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);
	u64 times[MMIG_MAX_REINITS];
	unsigned int nr = 0;
	int used;

	buf = skip_spaces(buf);
	while (*buf) {
		if (nr == MMIG_MAX_REINITS)
			return -E2BIG;
		if (sscanf(buf, "%llu%n", &times[nr], &used) != 1)
			return -EINVAL;
		if (nr && times[nr] <= times[nr - 1])
			return -EINVAL;
		nr++;
		buf = skip_spaces(buf + used);
	}
	guard(mutex)(&mmig->state_lock);
	memcpy(mmig->reinit_ms, times, nr * sizeof(*times));
	mmig->nr_reinit_ms = nr;
	return count;
}
static DEVICE_ATTR_RW(reinit_ms);

static ssize_t fault_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	return mmig_fault_show(dev_get_drvdata(dev), buf);
}

static ssize_t fault_store(struct device *dev, struct device_attribute *attr,
			   const char *buf, size_t count)
{
	int err = mmig_fault_add(dev_get_drvdata(dev), buf);

	return err ?: count;
}
static DEVICE_ATTR_RW(fault);

/* "IOVA LENGTH BYTE": what a guest's driver would have it do. */
static ssize_t dma_store(struct device *dev, struct device_attribute *attr,
			 const char *buf, size_t count)
{
	u32 length, fill;
	u64 iova;
	int err;

	if (sscanf(buf, "%llx %u %u", &iova, &length, &fill) != 3 ||
	    fill > U8_MAX)
		return -EINVAL;
	err = mmig_dma(dev_get_drvdata(dev), iova, length, fill);
	return err ?: count;
}
static DEVICE_ATTR_WO(dma);

static ssize_t state_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);

	/* Without the lock: a transition that takes long must not hide it. */
	return sysfs_emit(buf, "%s\n",
			  mmig_state_name(READ_ONCE(mmig->state)));
}
static DEVICE_ATTR_RO(state);

static ssize_t precopy_info_v2_show(struct device *dev,
				    struct device_attribute *attr, char *buf)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%d\n", mmig->vdev.precopy_info_v2);
}
static DEVICE_ATTR_RO(precopy_info_v2);

static ssize_t content_show(struct device *dev, struct device_attribute *attr,
			    char *buf)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);

	return sysfs_emit(buf, "%llx\n", READ_ONCE(mmig->content));
}

static ssize_t content_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);
	u64 value;
	int err;

	err = kstrtou64(buf, 16, &value);
	if (err)
		return err;
	WRITE_ONCE(mmig->content, value);
	return count;
}
static DEVICE_ATTR_RW(content);

struct mmig_counter_attribute {
	struct device_attribute attr;
	size_t offset;
};

static ssize_t mmig_counter_show(struct device *dev,
				 struct device_attribute *attr, char *buf)
{
	struct mmig_dev *mmig = dev_get_drvdata(dev);
	struct mmig_counter_attribute *counter =
		container_of(attr, struct mmig_counter_attribute, attr);
	atomic64_t *value = (atomic64_t *)((u8 *)mmig + counter->offset);

	return sysfs_emit(buf, "%lld\n", (s64)atomic64_read(value));
}

#define MMIG_COUNTER_ATTR(_name)					\
	static struct mmig_counter_attribute mmig_counter_##_name = {	\
		.attr.attr.name = __stringify(_name),			\
		.attr.attr.mode = 0444,					\
		.attr.show = mmig_counter_show,				\
		.offset = offsetof(struct mmig_dev, _name),		\
	}

MMIG_COUNTER_ATTR(reinits);
MMIG_COUNTER_ATTR(loads);
MMIG_COUNTER_ATTR(bytes_saved);
MMIG_COUNTER_ATTR(bytes_loaded);
MMIG_COUNTER_ATTR(dma_errors);

static struct attribute *mmig_attrs[] = {
	&mmig_param_initial_bytes.attr.attr,
	&mmig_param_reinit_bytes.attr.attr,
	&mmig_param_stop_copy_bytes.attr.attr,
	&mmig_param_dirty_rate.attr.attr,
	&mmig_param_dirty_limit.attr.attr,
	&mmig_param_save_rate.attr.attr,
	&mmig_param_load_rate.attr.attr,
	&mmig_param_load_initial_us.attr.attr,
	&mmig_param_transition_us.attr.attr,
	&mmig_param_info_us.attr.attr,
	&mmig_param_read_limit.attr.attr,
	&mmig_param_write_limit.attr.attr,
	&mmig_param_empty_read.attr.attr,
	&mmig_param_size_remaining.attr.attr,
	&mmig_param_reinit_on_repeat.attr.attr,
	&dev_attr_reinit.attr,
	&dev_attr_reinit_ms.attr,
	&dev_attr_fault.attr,
	&dev_attr_dma.attr,
	&dev_attr_state.attr,
	&dev_attr_precopy_info_v2.attr,
	&dev_attr_content.attr,
	&mmig_counter_reinits.attr.attr,
	&mmig_counter_loads.attr.attr,
	&mmig_counter_bytes_saved.attr.attr,
	&mmig_counter_bytes_loaded.attr.attr,
	&mmig_counter_dma_errors.attr.attr,
	NULL,
};

static const struct attribute_group mmig_group = {
	.name = "migration",
	.attrs = mmig_attrs,
};

const struct attribute_group *mmig_groups[] = {
	&mmig_group,
	NULL,
};
