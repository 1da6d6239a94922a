// SPDX-License-Identifier: GPL-2.0-only
/* The saving side: what there is to read, and when it appears. */
#include <linux/cleanup.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/random.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "mmig.h"

static u64 mmig_units(u64 bytes)
{
	return round_up(bytes, MMIG_UNIT);
}

static u64 mmig_unread(const struct mmig_session *session)
{
	return session->unread[MMIG_KIND_INITIAL] +
	       session->unread[MMIG_KIND_DIRTY] +
	       session->unread[MMIG_KIND_STOP];
}

u64 mmig_saving_unread(struct mmig_session *session)
{
	guard(mutex)(&session->lock);
	return mmig_unread(session);
}

/* What the guest has changed since this was asked before. */
static void mmig_note_dirty(struct mmig_session *session)
{
	u64 rate = MMIG_PARAM(session->mmig, dirty_rate);
	ktime_t now = ktime_get();
	u64 ns = ktime_to_ns(ktime_sub(now, session->dirty_since));
	u64 bytes = mul_u64_u64_div_u64(ns, rate, NSEC_PER_SEC);

	bytes = round_down(bytes, MMIG_UNIT);
	session->hidden_dirty += bytes;
	/* Less than a unit waits for more. */
	if (bytes || !rate)
		session->dirty_since = now;
}

static void mmig_show_dirty(struct mmig_session *session)
{
	u64 limit = MMIG_PARAM(session->mmig, dirty_limit);
	u64 *dirty = &session->unread[MMIG_KIND_DIRTY];
	u64 more = session->hidden_dirty;

	/*
	 * Whole units are added: unread may be the rest of a record, and what
	 * comes after that must have room for a head.
	 */
	if (limit)
		more = min(more, round_down(limit - min(limit, *dirty),
					    MMIG_UNIT));
	*dirty += more;
	session->hidden_dirty = 0;
}

/* Whether the guest has re-initialised the device since this was asked. */
static bool mmig_take_reinit(struct mmig_session *session)
{
	struct mmig_dev *mmig = session->mmig;
	u64 ms = ktime_ms_delta(ktime_get(), session->begin);
	bool reinit = false;

	/* Several at once are one: there is only one new image. */
	while (session->next_reinit < mmig->nr_reinit_ms &&
	       mmig->reinit_ms[session->next_reinit] <= ms) {
		session->next_reinit++;
		reinit = true;
	}
	if (atomic_xchg(&mmig->reinit_asked, 0))
		reinit = true;
	return reinit;
}

static void mmig_reinit(struct mmig_session *session)
{
	struct mmig_dev *mmig = session->mmig;
	u64 bytes = MMIG_PARAM(mmig, reinit_bytes);
	u64 *unread = session->unread;

	if (!bytes)
		bytes = MMIG_PARAM(mmig, initial_bytes);
	unread[MMIG_KIND_INITIAL] += unread[MMIG_KIND_DIRTY] +
		max_t(u64, mmig_units(bytes), MMIG_HEADER_SIZE);
	unread[MMIG_KIND_DIRTY] = 0;
	if (session->record_left)
		session->record_kind = MMIG_KIND_INITIAL;
	atomic64_inc(&mmig->reinits);
}

/* The next record, of what is due next. Something must be unread. */
static void mmig_next_record(struct mmig_session *session)
{
	u16 kind = MMIG_KIND_INITIAL, wire, flags = 0;
	u64 *unread = session->unread;
	u64 value = 0;
	u32 size;

	while (!unread[kind])
		kind++;
	size = min_t(u64, unread[kind], MMIG_RECORD_MAX);
	wire = kind;
	if (session->seq == 0) {
		wire = MMIG_KIND_HEADER;
		size = MMIG_HEADER_SIZE;
		value = session->seed;
	} else if (kind == MMIG_KIND_STOP) {
		/* The last unit is the end's. */
		if (unread[kind] == MMIG_UNIT) {
			wire = MMIG_KIND_END;
			value = session->content;
		} else if (size == unread[kind]) {
			size -= MMIG_UNIT;
		}
	}
	if (kind == MMIG_KIND_INITIAL && size == unread[kind])
		flags = MMIG_FLAG_CHUNK_END;
	mmig_record_make(session->record, wire, flags, session->seq++, size,
			 value, session->seed);
	session->record_kind = kind;
	session->record_size = size;
	session->record_left = size;
}

/* What did not get out to the user stays unread. */
static ssize_t mmig_copy_out(struct mmig_session *session, char __user *buf,
			     size_t len)
{
	size_t done = 0;

	while (done < len) {
		unsigned long missed;
		u32 at, part;

		if (!session->record_left)
			mmig_next_record(session);
		at = session->record_size - session->record_left;
		part = min_t(size_t, len - done, session->record_left);
		missed = copy_to_user(buf + done, session->record + at, part);
		part -= missed;
		session->record_left -= part;
		session->unread[session->record_kind] -= part;
		session->total += part;
		atomic64_add(part, &session->mmig->bytes_saved);
		done += part;
		if (missed)
			return done ?: -EFAULT;
	}
	return done;
}

/* What goes wrong with a read is settled as it begins. */
static int mmig_read_fault(struct mmig_session *session, size_t *len,
			   bool *corrupt)
{
	u64 value;

	switch (mmig_fault(session->mmig, MMIG_POINT_READ, &value)) {
	case MMIG_EFFECT_ERROR:
		return -(int)value;
	case MMIG_EFFECT_SHORT:
		*len = min_t(u64, *len, value);
		break;
	case MMIG_EFFECT_CORRUPT:
		*corrupt = true;
		break;
	default:
		break;
	}
	return 0;
}

/* Something must be unread. */
static ssize_t mmig_read_something(struct mmig_session *session,
				   char __user *buf, size_t len, bool corrupt)
{
	struct mmig_dev *mmig = session->mmig;
	u64 limit = MMIG_PARAM(mmig, read_limit);

	if (corrupt) {
		if (!session->record_left)
			mmig_next_record(session);
		session->record[session->record_size - 1] ^= 1;
	}
	if (limit)
		len = min_t(u64, len, limit);
	len = min_t(u64, len, mmig_unread(session));
	len = mmig_session_pace(session, len, MMIG_PARAM(mmig, save_rate));
	return mmig_copy_out(session, buf, len);
}

static bool mmig_has_news(struct mmig_session *session)
{
	guard(mutex)(&session->lock);
	return session->disabled || session->final || mmig_unread(session);
}

/* Asking takes the lock, and so may sleep: not for wait_event(). */
static int mmig_wait_for_news(struct mmig_session *session)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	int err = 0;

	add_wait_queue(&session->wait, &wait);
	while (!mmig_has_news(session)) {
		if (signal_pending(current)) {
			err = -ERESTARTSYS;
			break;
		}
		wait_woken(&wait, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(&session->wait, &wait);
	return err;
}

static ssize_t mmig_save_read(struct file *filp, char __user *buf, size_t len,
			      loff_t *pos)
{
	struct mmig_session *session = filp->private_data;
	bool corrupt = false;
	int err;

	if (pos)
		return -ESPIPE;
	scoped_guard(mutex, &session->lock) {
		session->asked = false;
		if (session->disabled)
			return -ENODEV;
		err = mmig_read_fault(session, &len, &corrupt);
		if (err)
			return err;
	}
	for (;;) {
		scoped_guard(mutex, &session->lock) {
			session->asked = false;
			if (session->disabled)
				return -ENODEV;
			if (mmig_unread(session))
				return mmig_read_something(session, buf, len,
							   corrupt);
			if (session->final)
				return 0;
		}
		switch (MMIG_PARAM(session->mmig, empty_read)) {
		case MMIG_EMPTY_ENOMSG:
			return -ENOMSG;
		case MMIG_EMPTY_ZERO:
			return 0;
		}
		if (filp->f_flags & O_NONBLOCK)
			return -EAGAIN;
		err = mmig_wait_for_news(session);
		if (err)
			return err;
	}
}

static __poll_t mmig_save_poll(struct file *filp, struct poll_table_struct *pt)
{
	struct mmig_session *session = filp->private_data;

	poll_wait(filp, &session->wait, pt);
	guard(mutex)(&session->lock);
	if (session->disabled)
		return EPOLLIN | EPOLLRDNORM | EPOLLRDHUP;
	if (session->final || mmig_unread(session))
		return EPOLLIN | EPOLLRDNORM;
	return 0;
}

/* Makes new data appear, as mlx5 does; the caller holds both locks. */
static u32 mmig_refresh(struct mmig_session *session)
{
	struct mmig_dev *mmig = session->mmig;
	u64 repeats = MMIG_PARAM(mmig, reinit_on_repeat);
	u32 flags = 0;
	bool reinit;

	mmig_note_dirty(session);
	mmig_show_dirty(session);
	reinit = mmig_take_reinit(session);
	if (repeats && session->asked && !session->unread[MMIG_KIND_INITIAL]) {
		WRITE_ONCE(mmig->params.reinit_on_repeat, repeats - 1);
		reinit = true;
	}
	session->asked = true;
	if (reinit)
		mmig_reinit(session);
	if ((reinit || session->untold) && mmig->vdev.precopy_info_v2)
		flags = VFIO_PRECOPY_INFO_REINIT;
	session->untold = false;
	return flags;
}

static long mmig_save_ioctl(struct file *filp, unsigned int cmd,
			    unsigned long arg)
{
	struct mmig_session *session = filp->private_data;
	struct mmig_dev *mmig = session->mmig;
	struct vfio_precopy_info info = {};
	u32 news = 0;
	int err;

	err = vfio_check_precopy_ioctl(&mmig->vdev, cmd, arg, &info);
	if (err)
		return err;
	scoped_guard(mutex, &mmig->state_lock) {
		guard(mutex)(&session->lock);
		if (session->disabled)
			return -ENODEV;
		err = mmig_fault_error(mmig, MMIG_POINT_INFO);
		if (err)
			return err;
		if (mmig->state != VFIO_DEVICE_STATE_PRE_COPY &&
		    mmig->state != VFIO_DEVICE_STATE_PRE_COPY_P2P)
			return -EINVAL;
		mmig_delay(MMIG_PARAM(mmig, info_us));
		/* A suspended device produces nothing. */
		if (mmig->state == VFIO_DEVICE_STATE_PRE_COPY)
			news = mmig_refresh(session);
		info.flags |= news;
		info.initial_bytes = session->unread[MMIG_KIND_INITIAL];
		info.dirty_bytes = session->unread[MMIG_KIND_DIRTY];
	}
	wake_up_all(&session->wait);
	if (!copy_to_user((void __user *)arg, &info,
			  offsetofend(struct vfio_precopy_info, dirty_bytes)))
		return 0;
	/* It is said once, and nobody has heard it. */
	if (news) {
		guard(mutex)(&session->lock);
		session->untold = true;
	}
	return -EFAULT;
}

static const struct file_operations mmig_save_fops = {
	.owner = THIS_MODULE,
	.read = mmig_save_read,
	.poll = mmig_save_poll,
	.unlocked_ioctl = mmig_save_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.release = mmig_session_release,
};

/* A session begins, in a PRE_COPY state or in STOP_COPY. */
struct mmig_session *mmig_saving_open(struct mmig_dev *mmig, bool precopy)
{
	struct mmig_session *session;

	session = mmig_session_open(mmig, &mmig_save_fops, O_RDONLY);
	if (IS_ERR(session))
		return session;
	session->seed = get_random_u64();
	session->unread[MMIG_KIND_INITIAL] =
		max_t(u64, mmig_units(MMIG_PARAM(mmig, initial_bytes)),
		      MMIG_HEADER_SIZE);
	session->dirty_since = session->begin;
	/* What was asked for before the session is part of it anyhow. */
	atomic_set(&mmig->reinit_asked, 0);
	if (!precopy)
		mmig_saving_finish(session);
	return session;
}

/* PRE_COPY ends: the guest changes nothing any more. */
void mmig_saving_suspend(struct mmig_session *session)
{
	guard(mutex)(&session->lock);
	mmig_note_dirty(session);
}

/* Back to PRE_COPY. */
void mmig_saving_continue(struct mmig_session *session)
{
	guard(mutex)(&session->lock);
	session->dirty_since = ktime_get();
}

/* STOP_COPY: all that is left is on the stream now. */
void mmig_saving_finish(struct mmig_session *session)
{
	struct mmig_dev *mmig = session->mmig;

	scoped_guard(mutex, &session->lock) {
		mmig_show_dirty(session);
		/* Nobody is told any more; but it must be loaded. */
		if (mmig_take_reinit(session))
			mmig_reinit(session);
		session->unread[MMIG_KIND_STOP] =
			max_t(u64, MMIG_UNIT,
			      mmig_units(MMIG_PARAM(mmig, stop_copy_bytes)));
		session->content = mmig->content;
		session->final = true;
	}
	wake_up_all(&session->wait);
}
