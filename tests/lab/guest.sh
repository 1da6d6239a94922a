# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What tests/lab/run and the benchmarks of the lab share: the build, the JVM of the guest, one boot and its verdict.
# Whoever reads this has read common.sh, and has set "here" to tests/lab.

# shellcheck disable=SC2154 # set by the scripts that read this one
root=$(cd "$here/../.." && pwd)
app=$root/tests/target/lab

# One boot at a time in one checkout: they share the folders of the build and of the results.
lock_checkout() {
  mkdir -p "$root/tests/target"
  exec 8>"$root/tests/target/lab.lock"
  flock -n 8 || { say "another run in this checkout: waiting for it"; flock 8; }
}

# --- the JVM in the guest -------------------------------------------------------------------------------------------

# The serial collector and the small compiler: under an emulator, starting is what takes the time.
java_options=(
  -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData
  --illegal-native-access=deny --enable-native-access=org.baton.bindings --sun-misc-unsafe-memory-access=deny
  --add-exports=java.base/jdk.internal.misc=org.agrona
  # Tests that stand for a hypervisor make system calls of their own.
  --add-exports=org.baton.bindings/org.baton.bindings.linux=ALL-UNNAMED
  --module-path=/lab/app/modules --add-modules=ALL-MODULE-PATH
  -Dbaton.lab.out=/lab/out
)

classpath() {
  local jar all=
  for jar in "$app"/classpath/*.jar; do all=$all:/lab/app/classpath/${jar##*/}; done
  printf '%s' "${all#:}"
}

# Prints the part of a job that every job begins with.
job_begin() {
  cat <<'END'
cd /tmp || exit 1
ulimit -l unlimited
properties=
for device in $LAB_DEVICES; do properties="$properties -Dbaton.lab.$device"; done
END
}

# Prints the part of a job that runs one JVM.
job_jvm() { # options, main class, its arguments
  local java=java
  [ "$(<"$LAB/jdk")" = tree ] || java=/lab/jdk/bin/java
  # shellcheck disable=SC2016 # $properties is for the guest
  printf '%s $properties' "$java"
  printf ' %q' "${java_options[@]}" -cp "$(classpath)" "$@"
  printf ' 2>&1\n'
}

# --- the build ------------------------------------------------------------------------------------------------------

build_tests() {
  local newer='' begin=$EPOCHREALTIME
  if [ -e "$app/built" ]; then
    newer=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src -newer "$app/built" -print -quit)
    [ -n "$newer" ] || return 0
  fi
  say "building the tests with Maven${newer:+ (${newer#"$root"/} is newer)}"
  rm -rf "$app"
  (cd "$root" && mvn -q -B -Plab -pl tests -am package -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true) >&2 ||
    die "the Maven build failed"
  # What was edited while Maven ran is newer than this.
  touch -d "@$begin" "$app/built"
}

# --- one boot and its verdict ---------------------------------------------------------------------------------------

# Runs OUT/job in the guest, its console in OUT/console.log and on the standard output. Ends as tests/lab/vm does.
boot() { # OUT
  local status
  set +e
  "$here/vm" "$1" "$app" 2>&1 | sed -u 's,\r,,g' | tee "$1/console.log"
  status=${PIPESTATUS[0]}
  set -e
  return "$status"
}

# What the exit status of a boot that did not end well means.
boot_trouble() { # status
  case $1 in
    124) echo "the guest did not end in time (BATON_LAB_TIMEOUT)" ;;
    125) echo "the guest could not be made ready" ;;
    126) echo "the guest ended by itself: it crashed, or never came up" ;;
    *) echo "the guest's job ended with $1" ;;
  esac
}

# Prints what the guest's kernel complained about, and where that stands; fails if it did not complain.
kernel_complaint() { # OUT
  local complaint f
  complaint='BUG:|WARNING:|Oops|Call Trace:|Kernel panic|general protection|divide error|refcount_t:|UBSAN|KASAN|soft lockup'
  complaint+='|blocked for more than|detected stalls|self-detected stall'
  for f in "$1/dmesg" "$1/console.log"; do
    if [ -f "$f" ] && grep -qE "^\[ *[0-9]+\.[0-9]+\].*($complaint)" "$f"; then
      grep -E -m 1 -A 40 "^\[ *[0-9]+\.[0-9]+\].*($complaint)" "$f" >&2
      printf '%s\n' "${f#"$root"/}"
      return 0
    fi
  done
  return 1
}
