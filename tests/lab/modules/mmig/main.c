// SPDX-License-Identifier: GPL-2.0-only
/*
 * mmig: a mediated PCI device that migrates, for tests of what moves VFIO
 * devices. See README.md.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/sizes.h>

#include "mmig.h"

#define MMIG_MAX_DEVICES	64

static struct mmig_type mmig_types[] = {
	{
		.type.sysfs_name = "full",
		.type.pretty_name = "STOP_COPY, P2P, PRE_COPY",
		.migration_flags = VFIO_MIGRATION_STOP_COPY |
				   VFIO_MIGRATION_P2P |
				   VFIO_MIGRATION_PRE_COPY,
	},
	{
		.type.sysfs_name = "nop2p",
		.type.pretty_name = "STOP_COPY, PRE_COPY",
		.migration_flags = VFIO_MIGRATION_STOP_COPY |
				   VFIO_MIGRATION_PRE_COPY,
	},
	{
		.type.sysfs_name = "noprecopy",
		.type.pretty_name = "STOP_COPY, P2P",
		.migration_flags = VFIO_MIGRATION_STOP_COPY |
				   VFIO_MIGRATION_P2P,
	},
	{
		.type.sysfs_name = "stopcopy",
		.type.pretty_name = "STOP_COPY",
		.migration_flags = VFIO_MIGRATION_STOP_COPY,
	},
};

static struct mdev_type *mmig_mdev_types[] = {
	&mmig_types[0].type,
	&mmig_types[1].type,
	&mmig_types[2].type,
	&mmig_types[3].type,
};

static const struct mmig_params mmig_defaults = {
	.initial_bytes = SZ_1M,
	.stop_copy_bytes = SZ_1M,
};

static struct device *mmig_parent_device;
static struct mdev_parent mmig_parent;
static const struct class mmig_class = {
	.name = "mmig",
};

static int mmig_init_dev(struct vfio_device *vdev)
{
	struct mmig_dev *mmig = to_mmig(vdev);
	struct mdev_device *mdev = to_mdev_device(vdev->dev);
	struct mmig_type *type =
		container_of(mdev->type, struct mmig_type, type);

	mutex_init(&mmig->state_lock);
	spin_lock_init(&mmig->fault_lock);
	mmig->params = mmig_defaults;
	mmig->state = VFIO_DEVICE_STATE_RUNNING;
	mmig_dirty_init(mmig);
	mmig_pci_init(mmig);
	vdev->migration_flags = type->migration_flags;
	vdev->mig_ops = &mmig_migration_ops;
	vdev->log_ops = &mmig_log_ops;
	return 0;
}

static void mmig_release_dev(struct vfio_device *vdev)
{
	struct mmig_dev *mmig = to_mmig(vdev);

	mmig_dirty_stop(mmig);
	mutex_destroy(&mmig->dirty_lock);
	mutex_destroy(&mmig->pci_lock);
	mutex_destroy(&mmig->state_lock);
}

static int mmig_open_dev(struct vfio_device *vdev)
{
	mmig_migration_open(to_mmig(vdev));
	return 0;
}

static void mmig_close_dev(struct vfio_device *vdev)
{
	struct mmig_dev *mmig = to_mmig(vdev);

	mmig_migration_close(mmig);
	mmig_dirty_stop(mmig);
}

static const struct vfio_device_ops mmig_dev_ops = {
	.name = "vfio-mmig",
	.init = mmig_init_dev,
	.release = mmig_release_dev,
	.open_device = mmig_open_dev,
	.close_device = mmig_close_dev,
	.read = mmig_pci_read,
	.write = mmig_pci_write,
	.ioctl = mmig_pci_ioctl,
	.get_region_info_caps = mmig_pci_region_info,
	.bind_iommufd = vfio_iommufd_emulated_bind,
	.unbind_iommufd = vfio_iommufd_emulated_unbind,
	.attach_ioas = vfio_iommufd_emulated_attach_ioas,
	.detach_ioas = vfio_iommufd_emulated_detach_ioas,
};

static int mmig_probe(struct mdev_device *mdev)
{
	struct mmig_dev *mmig;
	int err;

	mmig = vfio_alloc_device(mmig_dev, vdev, &mdev->dev, &mmig_dev_ops);
	if (IS_ERR(mmig))
		return PTR_ERR(mmig);
	dev_set_drvdata(&mdev->dev, mmig);
	err = vfio_register_emulated_iommu_dev(&mmig->vdev);
	if (err)
		vfio_put_device(&mmig->vdev);
	return err;
}

static void mmig_remove(struct mdev_device *mdev)
{
	struct mmig_dev *mmig = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&mmig->vdev);
	vfio_put_device(&mmig->vdev);
}

static struct mdev_driver mmig_driver = {
	.device_api = VFIO_DEVICE_API_PCI_STRING,
	.max_instances = MMIG_MAX_DEVICES,
	.driver = {
		.name = "mmig",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = mmig_groups,
	},
	.probe = mmig_probe,
	.remove = mmig_remove,
};

static int __init mmig_init(void)
{
	int err;

	err = mdev_register_driver(&mmig_driver);
	if (err)
		return err;
	err = class_register(&mmig_class);
	if (err)
		goto err_driver;
	mmig_parent_device = device_create(&mmig_class, NULL, 0, NULL, "mmig");
	if (IS_ERR(mmig_parent_device)) {
		err = PTR_ERR(mmig_parent_device);
		goto err_class;
	}
	err = mdev_register_parent(&mmig_parent, mmig_parent_device,
				   &mmig_driver, mmig_mdev_types,
				   ARRAY_SIZE(mmig_mdev_types));
	if (err)
		goto err_device;
	return 0;

err_device:
	device_unregister(mmig_parent_device);
err_class:
	class_unregister(&mmig_class);
err_driver:
	mdev_unregister_driver(&mmig_driver);
	return err;
}

static void __exit mmig_exit(void)
{
	mdev_unregister_parent(&mmig_parent);
	device_unregister(mmig_parent_device);
	class_unregister(&mmig_class);
	mdev_unregister_driver(&mmig_driver);
}

module_init(mmig_init);
module_exit(mmig_exit);

MODULE_LICENSE("GPL");
MODULE_IMPORT_NS("IOMMUFD");
MODULE_DESCRIPTION("Mediated PCI device for tests of VFIO migration");
