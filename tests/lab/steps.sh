# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What tests/lab/setup and tests/lab/check-module share: steps that are done once, and the tree that they fill.
# Whoever reads this has read common.sh, runs as root and has the lock of the cache folder.

# shellcheck disable=SC2034 # used by the scripts that read this one
suite=trixie
# What builds kernel modules. There is no plain "gcc" in the backports set: the step links it.
module_packages="gcc-14 make libc6-dev"

# --- steps, stamps and logs -----------------------------------------------------------------------------------------

seconds_since() {
  awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f s", b - a }'
}

is_done() { # step, key
  [ -f "$LAB/stamps/$1" ] && [ "$(<"$LAB/stamps/$1")" = "$2" ]
}

step() { # step, key, what it does in words, command...
  local name=$1 key=$2 words=$3 begin rc log
  shift 3
  is_done "$name" "$key" && return
  log=$LAB/log/$name.log
  printf 'lab: %-8s %s ...' "$name" "$words"
  begin=$EPOCHREALTIME
  rm -f "$LAB/stamps/$name"
  # A subshell outside any condition: only there does "set -e" hold inside the step.
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  rc=$?
  set -e
  if [ "$rc" != 0 ]; then
    printf ' FAILED after %s\n' "$(seconds_since "$begin")"
    tail -n 15 "$log" | sed 's/^/  | /' >&2
    explain "$log"
    die "step '$name' failed (status $rc); the whole output is in $log"
  fi
  printf ' %s\n' "$(seconds_since "$begin")"
  printf '%s' "$key" >"$LAB/stamps/$name"
}

# The usual causes, in words that say what to do.
explain() {
  if grep -q 'No space left on device' "$1"; then
    say "no disk space: free some, or point BATON_LAB_DIR to another file system"
  elif grep -qE 'Could not resolve|Temporary failure|Could not connect|Connection (refused|timed out)|Unable to connect|Failed to fetch|Failed getting release file' "$1"; then
    say "the Debian mirror ${mirror:-} did not answer: check the network, or name another one in BATON_LAB_MIRROR"
  elif grep -qE 'NO_PUBKEY|signature by unknown key|not signed' "$1"; then
    say "the keys of $suite are missing here: apt-get install --only-upgrade debian-archive-keyring"
  elif grep -qE 'Unable to locate package|has no installation candidate' "$1"; then
    say "the mirror ${mirror:-} lacks a package named above: it must carry $suite and $suite-backports (BATON_LAB_MIRROR)"
  elif grep -qE 'mknod.*Operation not permitted|unshare.*Operation not permitted|Cannot install into target' "$1"; then
    say "this container may not make device nodes or mounts, or the folder is mounted nodev: use a plain machine or a privileged container"
  fi
}

retry() {
  local i
  for i in 1 2 3; do
    "$@" && return
    [ "$i" = 3 ] || { echo "retry: attempt $i failed: $*"; sleep $((i * 4)); }
  done
  return 1
}

# --- the tree -------------------------------------------------------------------------------------------------------

# A command inside the tree. The mounts are in a namespace of their own, so nothing is left mounted, whatever happens.
in_tree() {
  # shellcheck disable=SC2016 # $1 is for the inner shell
  unshare --mount --propagation private sh -c '
    t=$1; shift
    mount -t proc proc "$t/proc" && mount --rbind /sys "$t/sys" && cd / && exec chroot "$t" "$@"' sh "$TREE" "$@"
}

tree_install() {
  retry in_tree apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends -t "$suite-backports" install "$@"
}

install_module_packages() {
  # shellcheck disable=SC2086 # a list of words
  tree_install $module_packages
  ln -sf gcc-14 "$TREE/usr/bin/gcc"
  rm -f "$TREE"/var/cache/apt/archives/*.deb
}
