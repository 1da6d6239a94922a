/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mediated PCI device that does nothing but migrate.
 *
 * Locks: pci_lock is taken before mmig_dev.state_lock, and that before
 * mmig_session.lock. fault_lock and dirty_lock are taken last and held for a
 * moment only.
 */
#ifndef MMIG_H
#define MMIG_H

#include <linux/interval_tree.h>
#include <linux/mdev.h>
#include <linux/mutex.h>
#include <linux/sysfs.h>
#include <linux/types.h>
#include <linux/vfio.h>
#include <linux/wait.h>
#include <linux/xarray.h>

#include "stream.h"

#define MMIG_MAX_REINITS	16
#define MMIG_MAX_FAULTS		8
#define MMIG_CONFIG_SIZE	256
#define MMIG_BAR_SIZE		4096

/* What can be set in sysfs, each as a file of the same name. */
struct mmig_params {
	u64 initial_bytes;	/* initial data of a session */
	u64 reinit_bytes;	/* initial data of a REINIT; 0: as many */
	u64 stop_copy_bytes;	/* what only STOP_COPY reads */
	u64 dirty_rate;		/* bytes/s that a running guest changes */
	u64 dirty_limit;	/* most bytes changed and unread; 0: no limit */
	u64 save_rate;		/* bytes/s of the saving fd; 0: no limit */
	u64 load_rate;		/* bytes/s of the resuming fd; 0: no limit */
	u64 load_initial_us;	/* cost of loading a chunk of initial data */
	u64 transition_us;	/* how long each arc takes */
	u64 info_us;		/* how long the precopy info takes */
	u64 read_limit;		/* most bytes of one read; 0: no limit */
	u64 write_limit;	/* most bytes of one write; 0: no limit */
	u64 empty_read;		/* enum mmig_empty_read */
	u64 size_remaining;	/* MIG_DATA_SIZE falls as data is read */
	u64 reinit_on_repeat;	/* REINITs at an info that repeats another */
};

/* How a read says that there is nothing for now. */
enum mmig_empty_read {
	MMIG_EMPTY_ENOMSG,	/* as the uAPI, mlx5 and virtio */
	MMIG_EMPTY_ZERO,	/* as qat, hisi_acc and mtty */
	MMIG_EMPTY_BLOCK,	/* as mlx5 while a SAVE is in flight */
};

/* Where a fault can be put. */
enum mmig_point {
	MMIG_POINT_READ,
	MMIG_POINT_WRITE,
	MMIG_POINT_INFO,
	MMIG_POINT_SIZE,
	MMIG_POINT_STATE,
	MMIG_NR_POINTS
};

enum mmig_effect {
	MMIG_EFFECT_NONE,
	MMIG_EFFECT_ERROR,	/* value: a positive errno */
	MMIG_EFFECT_SHORT,	/* value: bytes */
	MMIG_EFFECT_CORRUPT,	/* one byte is flipped */
	MMIG_EFFECT_BROKEN,	/* the device lands in ERROR */
};

struct mmig_fault {
	enum mmig_point point;
	u64 target;		/* of an arc: the state it leads to */
	u64 number;		/* of the call or the arc from now */
	enum mmig_effect effect;
	u64 value;
};

/*
 * A saving or resuming session: what is behind a data fd. It may outlive the
 * opening of the device, but holds a reference to it.
 */
struct mmig_session {
	struct mutex lock;	/* everything below */
	struct mmig_dev *mmig;
	struct file *filp;
	bool disabled;		/* the session is over */
	bool final;		/* nothing is added any more */
	bool failed;		/* what was written is not right */
	bool ended;		/* the last record was written */
	bool asked;		/* no read since the last precopy info */
	bool untold;		/* an answer that said REINIT got lost */
	wait_queue_head_t wait;
	ktime_t next;		/* when the rate allows the next byte */
	ktime_t begin;
	ktime_t dirty_since;	/* since when changes are not counted */
	u64 hidden_dirty;	/* changed, and no precopy info has shown it */
	u64 unread[MMIG_NR_KINDS];
	u64 total;		/* bytes read or written */
	u64 seq;		/* of the next record */
	u64 seed;
	u64 content;		/* what was read from the last record */
	unsigned int next_reinit;
	u32 record_left;	/* of the present record, in bytes */
	u32 record_size;
	u8 record_kind;		/* on whose account it is read */
	u8 record[MMIG_RECORD_MAX];
};

struct mmig_type {
	struct mdev_type type;
	u32 migration_flags;
};

struct mmig_dev {
	struct vfio_device vdev;
	struct mutex state_lock;	/* state, sessions, content */
	enum vfio_device_mig_state state;
	struct mmig_session *saving;
	struct mmig_session *resuming;
	bool opened;		/* somebody holds the device */
	u64 content;		/* what the guest has set up, and migrates */

	struct mutex pci_lock;	/* config and bar */
	u8 config[MMIG_CONFIG_SIZE];
	u64 dma_address;
	u32 dma_length;

	struct mmig_params params;
	u64 reinit_ms[MMIG_MAX_REINITS];	/* since the session began */
	unsigned int nr_reinit_ms;
	atomic_t reinit_asked;

	spinlock_t fault_lock;	/* faults */
	struct mmig_fault faults[MMIG_MAX_FAULTS];

	struct mutex dirty_lock;	/* the log of DMA writes */
	bool logging;
	bool log_torn;		/* there was no memory for a page of it */
	struct interval_tree_node *ranges;
	struct rb_root_cached range_tree;
	struct xarray dirty_pages;

	/* For those who watch. */
	atomic64_t reinits;
	atomic64_t loads;
	atomic64_t bytes_saved;
	atomic64_t bytes_loaded;
	atomic64_t dma_errors;
};

static inline struct mmig_dev *to_mmig(struct vfio_device *vdev)
{
	return container_of(vdev, struct mmig_dev, vdev);
}

static inline u64 mmig_param(const u64 *param)
{
	return READ_ONCE(*param);
}

#define MMIG_PARAM(mmig, name) mmig_param(&(mmig)->params.name)

/* pci.c */
void mmig_pci_init(struct mmig_dev *mmig);
void mmig_pci_reset(struct mmig_dev *mmig);
ssize_t mmig_pci_read(struct vfio_device *vdev, char __user *buf, size_t count,
		      loff_t *ppos);
ssize_t mmig_pci_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos);
long mmig_pci_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg);
int mmig_pci_region_info(struct vfio_device *vdev,
			 struct vfio_region_info *info,
			 struct vfio_info_cap *caps);

/* migration.c */
extern const struct vfio_migration_ops mmig_migration_ops;
const char *mmig_state_name(enum vfio_device_mig_state state);
void mmig_migration_open(struct mmig_dev *mmig);
void mmig_migration_reset(struct mmig_dev *mmig);
void mmig_migration_close(struct mmig_dev *mmig);
struct mmig_session *mmig_session_open(struct mmig_dev *mmig,
				       const struct file_operations *fops,
				       int flags);
void mmig_session_close(struct mmig_session *session);
int mmig_session_release(struct inode *inode, struct file *filp);
size_t mmig_session_pace(struct mmig_session *session, size_t len, u64 rate);
void mmig_delay(u64 us);

/* save.c */
struct mmig_session *mmig_saving_open(struct mmig_dev *mmig, bool precopy);
void mmig_saving_suspend(struct mmig_session *session);
void mmig_saving_continue(struct mmig_session *session);
void mmig_saving_finish(struct mmig_session *session);
u64 mmig_saving_unread(struct mmig_session *session);

/* load.c */
struct mmig_session *mmig_resuming_open(struct mmig_dev *mmig);
int mmig_resuming_finish(struct mmig_session *session);

/* dirty.c */
extern const struct vfio_log_ops mmig_log_ops;
void mmig_dirty_init(struct mmig_dev *mmig);
void mmig_dirty_stop(struct mmig_dev *mmig);
int mmig_dma(struct mmig_dev *mmig, u64 iova, u32 length, u8 fill);

/* fault.c */
enum mmig_effect mmig_fault(struct mmig_dev *mmig, enum mmig_point point,
			    u64 *value);
enum mmig_effect mmig_state_fault(struct mmig_dev *mmig,
				  enum vfio_device_mig_state target,
				  u64 *value);
int mmig_fault_error(struct mmig_dev *mmig, enum mmig_point point);
int mmig_fault_add(struct mmig_dev *mmig, const char *text);
ssize_t mmig_fault_show(struct mmig_dev *mmig, char *buf);

/* sysfs.c */
extern const struct attribute_group *mmig_groups[];

#endif /* MMIG_H */
