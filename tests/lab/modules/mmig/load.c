// SPDX-License-Identifier: GPL-2.0-only
/* The resuming side: every byte is checked against what was saved. */
#include <linux/cleanup.h>
#include <linux/fs.h>

#include "mmig.h"

static const struct mmig_record_head *mmig_head(struct mmig_session *session)
{
	return (const struct mmig_record_head *)session->record;
}

/* The head of a record is here. */
static int mmig_check_head(struct mmig_session *session)
{
	if (session->ended || !mmig_record_head_ok(session->record,
						   session->seq))
		return session->seq ? -EINVAL : -EFAULT;
	session->record_size = le32_to_cpu(mmig_head(session)->size);
	if (session->seq == 0)
		session->seed = le64_to_cpu(mmig_head(session)->value);
	return 0;
}

/* The whole record is here. */
static int mmig_load_record(struct mmig_session *session)
{
	const struct mmig_record_head *head = mmig_head(session);
	struct mmig_dev *mmig = session->mmig;

	if (!mmig_record_payload_ok(session->record, session->seed))
		return -EINVAL;
	if (le16_to_cpu(head->kind) == MMIG_KIND_END) {
		session->ended = true;
		session->content = le64_to_cpu(head->value);
	}
	if (le16_to_cpu(head->flags) & MMIG_FLAG_CHUNK_END) {
		mmig_delay(MMIG_PARAM(mmig, load_initial_us));
		atomic64_inc(&mmig->loads);
	}
	session->seq++;
	session->record_left = 0;
	session->record_size = 0;
	return 0;
}

/* record_left counts what has come of the present record. */
static int mmig_copy_in(struct mmig_session *session, const char __user *buf,
			size_t len, bool corrupt)
{
	while (len) {
		u32 have = session->record_left;
		u32 want = session->record_size ?: MMIG_UNIT;
		u32 part = min_t(size_t, len, want - have);
		int err = 0;

		if (copy_from_user(session->record + have, buf, part))
			return -EFAULT;
		if (corrupt)
			session->record[have] ^= 1;
		corrupt = false;
		have += part;
		session->record_left = have;
		if (have == MMIG_UNIT && !session->record_size)
			err = mmig_check_head(session);
		if (!err && have == session->record_size)
			err = mmig_load_record(session);
		if (err)
			return err;
		session->total += part;
		atomic64_add(part, &session->mmig->bytes_loaded);
		buf += part;
		len -= part;
	}
	return 0;
}

static ssize_t mmig_write_some(struct mmig_session *session,
			       const char __user *buf, size_t len)
{
	struct mmig_dev *mmig = session->mmig;
	u64 limit = MMIG_PARAM(mmig, write_limit);
	bool corrupt = false;
	u64 value;
	int err;

	switch (mmig_fault(mmig, MMIG_POINT_WRITE, &value)) {
	case MMIG_EFFECT_ERROR:
		return -(int)value;
	case MMIG_EFFECT_SHORT:
		len = min_t(u64, len, value);
		break;
	case MMIG_EFFECT_CORRUPT:
		corrupt = true;
		break;
	default:
		break;
	}
	if (limit)
		len = min_t(u64, len, limit);
	len = mmig_session_pace(session, len, MMIG_PARAM(mmig, load_rate));
	err = mmig_copy_in(session, buf, len, corrupt);
	if (err)
		session->failed = true;
	return err ?: len;
}

static ssize_t mmig_resume_write(struct file *filp, const char __user *buf,
				 size_t len, loff_t *pos)
{
	struct mmig_session *session = filp->private_data;

	if (pos)
		return -ESPIPE;
	guard(mutex)(&session->lock);
	if (session->disabled)
		return -ENODEV;
	/* There is no way to mend a stream, only to begin anew. */
	if (session->failed)
		return -EINVAL;
	return mmig_write_some(session, buf, len);
}

static const struct file_operations mmig_resume_fops = {
	.owner = THIS_MODULE,
	.write = mmig_resume_write,
	.release = mmig_session_release,
};

struct mmig_session *mmig_resuming_open(struct mmig_dev *mmig)
{
	return mmig_session_open(mmig, &mmig_resume_fops, O_WRONLY);
}

/* Whether all of a state has come. If so, the device has it. */
int mmig_resuming_finish(struct mmig_session *session)
{
	guard(mutex)(&session->lock);
	if (session->failed || !session->ended || session->record_left)
		return -EINVAL;
	session->mmig->content = session->content;
	return 0;
}
