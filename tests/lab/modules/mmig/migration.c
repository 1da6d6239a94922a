// SPDX-License-Identifier: GPL-2.0-only
/* The state machine, and what saving and resuming sessions have in common. */
#include <linux/anon_inodes.h>
#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/slab.h>

#include "mmig.h"

/* The longest sleep of one read or write: who takes over waits for its lock. */
#define MMIG_LONGEST_PACE_NS	(20 * NSEC_PER_MSEC)
#define MMIG_LEAST_PACE_BYTES	4096

#define ARC(from, to)	((VFIO_DEVICE_STATE_##from << 8) | VFIO_DEVICE_STATE_##to)

const char *mmig_state_name(enum vfio_device_mig_state state)
{
	static const char * const names[VFIO_DEVICE_STATE_NR] = {
		[VFIO_DEVICE_STATE_ERROR] = "ERROR",
		[VFIO_DEVICE_STATE_STOP] = "STOP",
		[VFIO_DEVICE_STATE_RUNNING] = "RUNNING",
		[VFIO_DEVICE_STATE_STOP_COPY] = "STOP_COPY",
		[VFIO_DEVICE_STATE_RESUMING] = "RESUMING",
		[VFIO_DEVICE_STATE_RUNNING_P2P] = "RUNNING_P2P",
		[VFIO_DEVICE_STATE_PRE_COPY] = "PRE_COPY",
		[VFIO_DEVICE_STATE_PRE_COPY_P2P] = "PRE_COPY_P2P",
	};

	return names[state];
}

/* Sleeps in a way that SIGKILL ends. */
void mmig_delay(u64 us)
{
	ktime_t timeout = us_to_ktime(us);

	if (!us)
		return;
	set_current_state(TASK_KILLABLE);
	schedule_hrtimeout(&timeout, HRTIMER_MODE_REL);
}

/*
 * Waits until the rate allows more, and says how much then. What is asked for
 * in one call does not matter: the next call waits for it.
 */
size_t mmig_session_pace(struct mmig_session *session, size_t len, u64 rate)
{
	ktime_t now = ktime_get();
	u64 most;

	if (!rate || !len)
		return len;
	if (ktime_after(session->next, now))
		mmig_delay(ktime_us_delta(session->next, now));
	now = ktime_get();
	most = max_t(u64, div_u64(rate, NSEC_PER_SEC / MMIG_LONGEST_PACE_NS),
		     MMIG_LEAST_PACE_BYTES);
	len = min_t(u64, len, most);
	/* No credit is kept for a time in which nobody called. */
	if (ktime_before(session->next, now))
		session->next = now;
	session->next = ktime_add_ns(session->next,
				     mul_u64_u64_div_u64(len, NSEC_PER_SEC,
							 rate));
	return len;
}

struct mmig_session *mmig_session_open(struct mmig_dev *mmig,
				       const struct file_operations *fops,
				       int flags)
{
	struct mmig_session *session;

	session = kvzalloc_obj(*session, GFP_KERNEL_ACCOUNT);
	if (!session)
		return ERR_PTR(-ENOMEM);
	session->filp = anon_inode_getfile("mmig", fops, session, flags);
	if (IS_ERR(session->filp)) {
		int err = PTR_ERR(session->filp);

		kvfree(session);
		return ERR_PTR(err);
	}
	stream_open(session->filp->f_inode, session->filp);
	mutex_init(&session->lock);
	init_waitqueue_head(&session->wait);
	session->mmig = mmig;
	session->next = ktime_get();
	session->begin = session->next;
	get_device(&mmig->vdev.device);
	return session;
}

/* The session is over; its fd says so from now on. */
void mmig_session_close(struct mmig_session *session)
{
	scoped_guard(mutex, &session->lock)
		session->disabled = true;
	wake_up_all(&session->wait);
	fput(session->filp);
}

int mmig_session_release(struct inode *inode, struct file *filp)
{
	struct mmig_session *session = filp->private_data;

	put_device(&session->mmig->vdev.device);
	mutex_destroy(&session->lock);
	kvfree(session);
	return 0;
}

static void mmig_close_sessions(struct mmig_dev *mmig)
{
	if (mmig->saving) {
		mmig_session_close(mmig->saving);
		mmig->saving = NULL;
	}
	if (mmig->resuming) {
		mmig_session_close(mmig->resuming);
		mmig->resuming = NULL;
	}
}

static struct file *mmig_begin_saving(struct mmig_dev *mmig, bool precopy)
{
	struct mmig_session *session = mmig_saving_open(mmig, precopy);

	if (IS_ERR(session))
		return ERR_CAST(session);
	mmig->saving = session;
	return get_file(session->filp);
}

static struct file *mmig_begin_resuming(struct mmig_dev *mmig)
{
	struct mmig_session *session = mmig_resuming_open(mmig);

	if (IS_ERR(session))
		return ERR_CAST(session);
	mmig->resuming = session;
	return get_file(session->filp);
}

static struct file *mmig_end_resuming(struct mmig_dev *mmig)
{
	int err = mmig_resuming_finish(mmig->resuming);

	if (err)
		return ERR_PTR(err);
	mmig_close_sessions(mmig);
	return NULL;
}

/* One arc that drivers implement, of those that the core walks. */
static struct file *mmig_step(struct mmig_dev *mmig,
			      enum vfio_device_mig_state new)
{
	switch ((mmig->state << 8) | new) {
	case ARC(RUNNING, RUNNING_P2P):
	case ARC(RUNNING_P2P, RUNNING):
	case ARC(RUNNING_P2P, STOP):
	case ARC(STOP, RUNNING_P2P):
	case ARC(RUNNING, STOP):
	case ARC(STOP, RUNNING):
		return NULL;
	case ARC(RUNNING, PRE_COPY):
	case ARC(RUNNING_P2P, PRE_COPY_P2P):
		return mmig_begin_saving(mmig, true);
	case ARC(STOP, STOP_COPY):
		return mmig_begin_saving(mmig, false);
	case ARC(PRE_COPY, PRE_COPY_P2P):
		mmig_saving_suspend(mmig->saving);
		return NULL;
	case ARC(PRE_COPY_P2P, PRE_COPY):
		mmig_saving_continue(mmig->saving);
		return NULL;
	case ARC(PRE_COPY, STOP_COPY):
		mmig_saving_suspend(mmig->saving);
		mmig_saving_finish(mmig->saving);
		return NULL;
	case ARC(PRE_COPY_P2P, STOP_COPY):
		mmig_saving_finish(mmig->saving);
		return NULL;
	case ARC(PRE_COPY, RUNNING):
	case ARC(PRE_COPY_P2P, RUNNING_P2P):
	case ARC(STOP_COPY, STOP):
		mmig_close_sessions(mmig);
		return NULL;
	case ARC(STOP, RESUMING):
		return mmig_begin_resuming(mmig);
	case ARC(RESUMING, STOP):
		return mmig_end_resuming(mmig);
	}
	/* vfio_mig_get_next_state() walks no other arc. */
	WARN_ON(true);
	return ERR_PTR(-EINVAL);
}

static struct file *mmig_faulty_step(struct mmig_dev *mmig,
				     enum vfio_device_mig_state next)
{
	u64 value;

	mmig_delay(MMIG_PARAM(mmig, transition_us));
	switch (mmig_state_fault(mmig, next, &value)) {
	case MMIG_EFFECT_ERROR:
		return ERR_PTR(-(int)value);
	case MMIG_EFFECT_BROKEN:
		mmig_close_sessions(mmig);
		WRITE_ONCE(mmig->state, VFIO_DEVICE_STATE_ERROR);
		return ERR_PTR(-EIO);
	default:
		return mmig_step(mmig, next);
	}
}

static struct file *mmig_set_state(struct vfio_device *vdev,
				   enum vfio_device_mig_state target)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	struct file *filp = NULL;

	guard(mutex)(&mmig->state_lock);
	while (mmig->state != target) {
		enum vfio_device_mig_state next;
		int err;

		err = vfio_mig_get_next_state(vdev, mmig->state, target, &next);
		if (err)
			return ERR_PTR(err);
		filp = mmig_faulty_step(mmig, next);
		if (IS_ERR(filp))
			return filp;
		WRITE_ONCE(mmig->state, next);
		if (WARN_ON(filp && next != target)) {
			fput(filp);
			return ERR_PTR(-EINVAL);
		}
	}
	return filp;
}

static int mmig_get_state(struct vfio_device *vdev,
			  enum vfio_device_mig_state *state)
{
	struct mmig_dev *mmig = to_mmig(vdev);

	guard(mutex)(&mmig->state_lock);
	*state = mmig->state;
	return 0;
}

/* Like mlx5 the whole image, however much of it was read. */
static int mmig_get_data_size(struct vfio_device *vdev, unsigned long *size)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	int err = mmig_fault_error(mmig, MMIG_POINT_SIZE);

	if (err)
		return err;
	guard(mutex)(&mmig->state_lock);
	*size = MMIG_PARAM(mmig, stop_copy_bytes);
	if (!MMIG_PARAM(mmig, size_remaining))
		*size += MMIG_PARAM(mmig, initial_bytes);
	else if (mmig->saving && mmig->state == VFIO_DEVICE_STATE_STOP_COPY)
		*size = mmig_saving_unread(mmig->saving);
	else if (mmig->saving)
		*size += mmig_saving_unread(mmig->saving);
	else
		*size += MMIG_PARAM(mmig, initial_bytes);
	return 0;
}

const struct vfio_migration_ops mmig_migration_ops = {
	.migration_set_state = mmig_set_state,
	.migration_get_state = mmig_get_state,
	.migration_get_data_size = mmig_get_data_size,
};

void mmig_migration_open(struct mmig_dev *mmig)
{
	guard(mutex)(&mmig->state_lock);
	mmig->opened = true;
}

/* The device runs, and knows nothing of what its guest had set up. */
void mmig_migration_reset(struct mmig_dev *mmig)
{
	guard(mutex)(&mmig->state_lock);
	mmig_close_sessions(mmig);
	mmig->content = 0;
	WRITE_ONCE(mmig->state, VFIO_DEVICE_STATE_RUNNING);
}

/*
 * Nobody holds the device any more. Sessions end, and what the guest has set up
 * stays: a source that was killed before it stopped goes on to run, one that
 * had stopped stays stopped. Half of a state is none.
 */
void mmig_migration_close(struct mmig_dev *mmig)
{
	guard(mutex)(&mmig->state_lock);
	mmig->opened = false;
	mmig_close_sessions(mmig);
	switch (mmig->state) {
	case VFIO_DEVICE_STATE_PRE_COPY:
	case VFIO_DEVICE_STATE_PRE_COPY_P2P:
	case VFIO_DEVICE_STATE_RUNNING_P2P:
		WRITE_ONCE(mmig->state, VFIO_DEVICE_STATE_RUNNING);
		break;
	case VFIO_DEVICE_STATE_STOP_COPY:
		WRITE_ONCE(mmig->state, VFIO_DEVICE_STATE_STOP);
		break;
	case VFIO_DEVICE_STATE_RESUMING:
		mmig->content = 0;
		WRITE_ONCE(mmig->state, VFIO_DEVICE_STATE_STOP);
		break;
	default:
		break;
	}
}
