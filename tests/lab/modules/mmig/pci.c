// SPDX-License-Identifier: GPL-2.0-only
/*
 * The PCI device that a guest sees: a config space without capabilities and
 * interrupts, and one memory BAR.
 */
#include <linux/cleanup.h>
#include <linux/pci.h>
#include <linux/pci_regs.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>

#include "mmig.h"

/* For experiments; no official device has it. */
#define MMIG_VENDOR		PCI_VENDOR_ID_REDHAT_QUMRANET
#define MMIG_DEVICE		0x10f0

#define MMIG_REGION_SHIFT	40
#define MMIG_REGION_MASK	(BIT_ULL(MMIG_REGION_SHIFT) - 1)

/* Registers of BAR 0. */
#define MMIG_REG_ID		0x00	/* RO 32: MMIG_ID */
#define MMIG_REG_REINIT		0x04	/* WO 32: re-initialise */
#define MMIG_REG_CONTENT	0x08	/* RW 64: what migrates */
#define MMIG_REG_DMA_ADDRESS	0x10	/* RW 64 */
#define MMIG_REG_DMA_LENGTH	0x18	/* RW 32: bytes, at most 64 KiB */
#define MMIG_REG_DMA_FILL	0x1c	/* WO 32: fill with this byte */

#define MMIG_ID			0x47494d4d	/* "MMIG" */

void mmig_pci_init(struct mmig_dev *mmig)
{
	mutex_init(&mmig->pci_lock);
	put_unaligned_le16(MMIG_VENDOR, mmig->config + PCI_VENDOR_ID);
	put_unaligned_le16(MMIG_DEVICE, mmig->config + PCI_DEVICE_ID);
	put_unaligned_le16(MMIG_VENDOR, mmig->config + PCI_SUBSYSTEM_VENDOR_ID);
	put_unaligned_le16(MMIG_DEVICE, mmig->config + PCI_SUBSYSTEM_ID);
	mmig->config[PCI_CLASS_DEVICE + 1] = PCI_CLASS_OTHERS;
	mmig_pci_reset(mmig);
}

void mmig_pci_reset(struct mmig_dev *mmig)
{
	guard(mutex)(&mmig->pci_lock);
	put_unaligned_le16(0, mmig->config + PCI_COMMAND);
	put_unaligned_le32(0, mmig->config + PCI_BASE_ADDRESS_0);
	mmig->dma_address = 0;
	mmig->dma_length = 0;
}

/* Only what a guest may change; the rest of the space is read-only. */
static void mmig_config_write(struct mmig_dev *mmig, u32 at, u8 byte)
{
	switch (at) {
	case PCI_COMMAND:
		mmig->config[at] = byte & (PCI_COMMAND_MEMORY |
					   PCI_COMMAND_MASTER);
		break;
	case PCI_INTERRUPT_LINE:
	case PCI_CACHE_LINE_SIZE:
		mmig->config[at] = byte;
		break;
	/* The low bits are zero, which tells the size. */
	case PCI_BASE_ADDRESS_0 + 1:
		mmig->config[at] = byte & ~((MMIG_BAR_SIZE - 1) >> 8);
		break;
	case PCI_BASE_ADDRESS_0 + 2:
	case PCI_BASE_ADDRESS_0 + 3:
		mmig->config[at] = byte;
		break;
	}
}

static u64 mmig_bar_read(struct mmig_dev *mmig, u32 at)
{
	switch (at) {
	case MMIG_REG_ID:
		return MMIG_ID;
	case MMIG_REG_CONTENT:
		return READ_ONCE(mmig->content);
	case MMIG_REG_CONTENT + 4:
		return READ_ONCE(mmig->content) >> 32;
	case MMIG_REG_DMA_ADDRESS:
		return mmig->dma_address;
	case MMIG_REG_DMA_ADDRESS + 4:
		return mmig->dma_address >> 32;
	case MMIG_REG_DMA_LENGTH:
		return mmig->dma_length;
	}
	return 0;
}

static void mmig_set_low(u64 *value, u32 low)
{
	WRITE_ONCE(*value, (*value & ~0xffffffffULL) | low);
}

static void mmig_set_high(u64 *value, u32 high)
{
	WRITE_ONCE(*value, (*value & 0xffffffff) | ((u64)high << 32));
}

static void mmig_bar_write(struct mmig_dev *mmig, u32 at, u32 value)
{
	switch (at) {
	case MMIG_REG_REINIT:
		atomic_set(&mmig->reinit_asked, 1);
		break;
	case MMIG_REG_CONTENT:
		mmig_set_low(&mmig->content, value);
		break;
	case MMIG_REG_CONTENT + 4:
		mmig_set_high(&mmig->content, value);
		break;
	case MMIG_REG_DMA_ADDRESS:
		mmig_set_low(&mmig->dma_address, value);
		break;
	case MMIG_REG_DMA_ADDRESS + 4:
		mmig_set_high(&mmig->dma_address, value);
		break;
	case MMIG_REG_DMA_LENGTH:
		mmig->dma_length = value;
		break;
	case MMIG_REG_DMA_FILL:
		if (mmig_dma(mmig, mmig->dma_address, mmig->dma_length, value))
			atomic64_inc(&mmig->dma_errors);
		break;
	}
}

/* An access of at most 8 bytes that crosses no register of its size. */
static ssize_t mmig_region_read(struct mmig_dev *mmig, u64 pos, u8 *data,
				size_t len)
{
	u32 index = pos >> MMIG_REGION_SHIFT;
	u64 at = pos & MMIG_REGION_MASK;
	u8 word[8];

	if (index == VFIO_PCI_CONFIG_REGION_INDEX) {
		if (at + len > MMIG_CONFIG_SIZE)
			return -EINVAL;
		memcpy(data, mmig->config + at, len);
		return len;
	}
	if (index != VFIO_PCI_BAR0_REGION_INDEX || at + len > MMIG_BAR_SIZE)
		return -EINVAL;
	put_unaligned_le32(mmig_bar_read(mmig, at & ~7), word);
	put_unaligned_le32(mmig_bar_read(mmig, (at & ~7) + 4), word + 4);
	memcpy(data, word + (at & 7), len);
	return len;
}

static ssize_t mmig_region_write(struct mmig_dev *mmig, u64 pos,
				 const u8 *data, size_t len)
{
	u32 index = pos >> MMIG_REGION_SHIFT;
	u64 at = pos & MMIG_REGION_MASK;
	size_t i;

	if (index == VFIO_PCI_CONFIG_REGION_INDEX) {
		if (at + len > MMIG_CONFIG_SIZE)
			return -EINVAL;
		for (i = 0; i < len; i++)
			mmig_config_write(mmig, at + i, data[i]);
		return len;
	}
	if (index != VFIO_PCI_BAR0_REGION_INDEX || at + len > MMIG_BAR_SIZE)
		return -EINVAL;
	/* Registers have 4 or 8 bytes; nobody writes a part of one. */
	for (i = 0; i + 4 <= len && at % 4 == 0; i += 4)
		mmig_bar_write(mmig, at + i, get_unaligned_le32(data + i));
	return len;
}

static size_t mmig_access_size(size_t count, u64 pos)
{
	size_t len = 8;

	while (len > count || pos % len)
		len /= 2;
	return len;
}

ssize_t mmig_pci_read(struct vfio_device *vdev, char __user *buf, size_t count,
		      loff_t *ppos)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	size_t done = 0;

	guard(mutex)(&mmig->pci_lock);
	while (done < count) {
		size_t len = mmig_access_size(count - done, *ppos);
		u8 data[8];
		ssize_t ret = mmig_region_read(mmig, *ppos, data, len);

		if (ret < 0)
			return done ?: ret;
		if (copy_to_user(buf + done, data, len))
			return -EFAULT;
		done += len;
		*ppos += len;
	}
	return done;
}

ssize_t mmig_pci_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	size_t done = 0;

	guard(mutex)(&mmig->pci_lock);
	while (done < count) {
		size_t len = mmig_access_size(count - done, *ppos);
		u8 data[8];
		ssize_t ret;

		if (copy_from_user(data, buf + done, len))
			return -EFAULT;
		ret = mmig_region_write(mmig, *ppos, data, len);
		if (ret < 0)
			return done ?: ret;
		done += len;
		*ppos += len;
	}
	return done;
}

int mmig_pci_region_info(struct vfio_device *vdev,
			 struct vfio_region_info *info,
			 struct vfio_info_cap *caps)
{
	if (info->index >= VFIO_PCI_NUM_REGIONS)
		return -EINVAL;
	info->offset = (u64)info->index << MMIG_REGION_SHIFT;
	info->size = 0;
	info->flags = 0;
	if (info->index == VFIO_PCI_CONFIG_REGION_INDEX)
		info->size = MMIG_CONFIG_SIZE;
	else if (info->index == VFIO_PCI_BAR0_REGION_INDEX)
		info->size = MMIG_BAR_SIZE;
	if (info->size)
		info->flags = VFIO_REGION_INFO_FLAG_READ |
			      VFIO_REGION_INFO_FLAG_WRITE;
	return 0;
}

static long mmig_device_info(void __user *arg)
{
	unsigned long minsz = offsetofend(struct vfio_device_info, num_irqs);
	struct vfio_device_info info;

	if (copy_from_user(&info, arg, minsz))
		return -EFAULT;
	if (info.argsz < minsz)
		return -EINVAL;
	info.flags = VFIO_DEVICE_FLAGS_PCI | VFIO_DEVICE_FLAGS_RESET;
	info.num_regions = VFIO_PCI_NUM_REGIONS;
	info.num_irqs = VFIO_PCI_NUM_IRQS;
	return copy_to_user(arg, &info, minsz) ? -EFAULT : 0;
}

static long mmig_irq_info(void __user *arg)
{
	unsigned long minsz = offsetofend(struct vfio_irq_info, count);
	struct vfio_irq_info info;

	if (copy_from_user(&info, arg, minsz))
		return -EFAULT;
	if (info.argsz < minsz || info.index >= VFIO_PCI_NUM_IRQS)
		return -EINVAL;
	/* It has none. */
	info.flags = 0;
	info.count = 0;
	return copy_to_user(arg, &info, minsz) ? -EFAULT : 0;
}

long mmig_pci_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg)
{
	struct mmig_dev *mmig = to_mmig(vdev);

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		return mmig_device_info((void __user *)arg);
	case VFIO_DEVICE_GET_IRQ_INFO:
		return mmig_irq_info((void __user *)arg);
	case VFIO_DEVICE_SET_IRQS:
		return -EINVAL;
	case VFIO_DEVICE_RESET:
		mmig_pci_reset(mmig);
		mmig_migration_reset(mmig);
		return 0;
	}
	return -ENOTTY;
}
