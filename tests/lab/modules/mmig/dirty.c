// SPDX-License-Identifier: GPL-2.0-only
/* DMA writes into the guest's memory, and the log of them. */
#include <linux/cleanup.h>
#include <linux/interval_tree.h>
#include <linux/iova_bitmap.h>
#include <linux/slab.h>
#include <linux/sizes.h>

#include "mmig.h"

void mmig_dirty_init(struct mmig_dev *mmig)
{
	mutex_init(&mmig->dirty_lock);
	xa_init(&mmig->dirty_pages);
	mmig->range_tree = RB_ROOT_CACHED;
}

static void mmig_forget(struct mmig_dev *mmig)
{
	mmig->logging = false;
	mmig->log_torn = false;
	mmig->range_tree = RB_ROOT_CACHED;
	kfree(mmig->ranges);
	mmig->ranges = NULL;
	xa_destroy(&mmig->dirty_pages);
}

void mmig_dirty_stop(struct mmig_dev *mmig)
{
	guard(mutex)(&mmig->dirty_lock);
	mmig_forget(mmig);
}

static int mmig_log_start(struct vfio_device *vdev,
			  struct rb_root_cached *ranges, u32 nnodes,
			  u64 *page_size)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	struct interval_tree_node *node;
	u32 i = 0;

	guard(mutex)(&mmig->dirty_lock);
	if (mmig->logging)
		return -EINVAL;
	mmig->ranges = kzalloc_objs(*node, nnodes, GFP_KERNEL_ACCOUNT);
	if (!mmig->ranges)
		return -ENOMEM;
	for (node = interval_tree_iter_first(ranges, 0, ULONG_MAX);
	     node && i < nnodes;
	     node = interval_tree_iter_next(node, 0, ULONG_MAX), i++) {
		mmig->ranges[i].start = node->start;
		mmig->ranges[i].last = node->last;
		interval_tree_insert(&mmig->ranges[i], &mmig->range_tree);
	}
	mmig->logging = true;
	*page_size = PAGE_SIZE;
	return 0;
}

static int mmig_log_stop(struct vfio_device *vdev)
{
	mmig_dirty_stop(to_mmig(vdev));
	return 0;
}

static int mmig_log_read_and_clear(struct vfio_device *vdev,
				   unsigned long iova, unsigned long length,
				   struct iova_bitmap *dirty)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	unsigned long last = iova + length - 1;
	unsigned long page, from, to;
	void *entry;

	guard(mutex)(&mmig->dirty_lock);
	if (!mmig->logging)
		return -EINVAL;
	/* A page is missing: until the next start no report is right. */
	if (mmig->log_torn)
		return -ENOMEM;
	xa_for_each_range(&mmig->dirty_pages, page, entry, iova >> PAGE_SHIFT,
			  last >> PAGE_SHIFT) {
		from = max(page << PAGE_SHIFT, iova);
		to = min((page << PAGE_SHIFT) + PAGE_SIZE - 1, last);
		iova_bitmap_set(dirty, from, to - from + 1);
		/* The rest of a page may be asked for next. */
		if (to - from + 1 == PAGE_SIZE)
			xa_erase(&mmig->dirty_pages, page);
	}
	return 0;
}

const struct vfio_log_ops mmig_log_ops = {
	.log_start = mmig_log_start,
	.log_stop = mmig_log_stop,
	.log_read_and_clear = mmig_log_read_and_clear,
};

static int mmig_log(struct mmig_dev *mmig, u64 iova, u32 length)
{
	unsigned long page;
	int err;

	guard(mutex)(&mmig->dirty_lock);
	if (!mmig->logging)
		return 0;
	for (page = iova >> PAGE_SHIFT;
	     page <= (iova + length - 1) >> PAGE_SHIFT; page++) {
		unsigned long start = page << PAGE_SHIFT;

		if (!interval_tree_iter_first(&mmig->range_tree, start,
					      start + PAGE_SIZE - 1))
			continue;
		err = xa_err(xa_store(&mmig->dirty_pages, page, xa_mk_value(1),
				      GFP_KERNEL_ACCOUNT));
		if (err) {
			mmig->log_torn = true;
			return err;
		}
	}
	return 0;
}

/* Fills a piece of the guest's memory, as a device that receives does. */
int mmig_dma(struct mmig_dev *mmig, u64 iova, u32 length, u8 fill)
{
	enum vfio_device_mig_state state;
	void *data;
	int err, log_err;

	/* A state is entered when what was begun before is done. */
	guard(mutex)(&mmig->state_lock);
	/* sysfs is there without a user, and then there is no memory. */
	if (!mmig->opened)
		return -ENODEV;
	state = mmig->state;
	/* In P2P states a device begins nothing, and in STOP it is still. */
	if (state != VFIO_DEVICE_STATE_RUNNING &&
	    state != VFIO_DEVICE_STATE_PRE_COPY)
		return -EBUSY;
	if (!length || length > SZ_64K || iova + length < iova)
		return -EINVAL;
	data = kvmalloc(length, GFP_KERNEL);
	if (!data)
		return -ENOMEM;
	memset(data, fill, length);
	err = vfio_dma_rw(&mmig->vdev, iova, data, length, true);
	/*
	 * Logged last: whoever empties the log in between has the page as it
	 * was. And also after an error, which may have come half way.
	 */
	log_err = mmig_log(mmig, iova, length);
	kvfree(data);
	return err ?: log_err;
}
