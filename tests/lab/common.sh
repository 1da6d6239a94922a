# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What tests/lab/setup, tests/lab/check-module, tests/lab/run and tests/lab/vm share.

LAB=${BATON_LAB_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/baton/lab}
TREE=$LAB/trixie

say() {
  printf 'lab: %s\n' "$*" >&2
}

die() {
  say "error: $*"
  exit 1
}

key_of() {
  printf '%s\n' "$@" | sha256sum | cut -d' ' -f1
}

# Where the kernel module of tests/lab/modules/NAME lies. Its source and its kernel are in the file's name, because several
# checkouts may share one cache folder.
module_file() { # name
  local sources
  # shellcheck disable=SC2154 # set by the scripts that read this one
  sources=$(cd "$here/modules/$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
  printf '%s/modules/%s-%.16s.ko' "$LAB" "$1" "$(key_of "$(<"$LAB/stamps/kernel")" "$sources")"
}

require_lab() {
  local f
  for f in stamps/guest stamps/jdk stamps/kernel kernel/vmlinux; do
    [ -e "$LAB/$f" ] || die "the lab is not set up ($LAB/$f is missing): run tests/lab/setup as root"
  done
  # Shared and held until this process ends: guests may overlap, but none overlaps with a setup.
  exec 9<"$LAB/lock"
  flock -s 9
}

# QEMU of the tree, started by the tree's own loader. Unlike chroot this needs no root, and it sees the machine's folders.
# shellcheck disable=SC2034 # used by the scripts that read this one
tree_qemu=(
  env "QEMU_MODULE_DIR=$TREE/usr/lib/x86_64-linux-gnu/qemu"
  "$TREE/lib64/ld-linux-x86-64.so.2" --library-path "$TREE/usr/lib/x86_64-linux-gnu"
  "$TREE/usr/bin/qemu-system-x86_64"
  -L "$TREE/usr/share/qemu" -L "$TREE/usr/share/seabios" -L "$TREE/usr/lib/ipxe/qemu"
)
