# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# What the benchmarks on this machine share: the build, the JVM, the peers in C.

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$bench")
# shellcheck disable=SC2034 # for the scenarios
peers=$bench/target/peers
classpath=$bench/target/classpath

say() { printf 'bench: %s\n' "$*" >&2; }

die() {
  say "error: $*"
  exit 2
}

# The first JDK that is new enough, as ./baton looks for one.
find_java() {
  local candidate version
  for candidate in ${JAVA_HOME:+"$JAVA_HOME"} /usr/lib/jvm/*; do
    [ -x "$candidate/bin/java" ] && [ -r "$candidate/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
    if [ "${version:-0}" -ge 25 ]; then
      printf '%s\n' "$candidate/bin/java"
      return
    fi
  done
  die "a JDK 25 or newer is needed: set JAVA_HOME to one"
}

build_bench() {
  local newer='' begin=$EPOCHREALTIME
  if [ -e "$classpath/built" ]; then
    newer=$(find "$root"/pom.xml "$root"/{bindings,vfio,transport,engine,bench}/{pom.xml,src/main} \
      -newer "$classpath/built" -print -quit)
    [ -n "$newer" ] || return 0
  fi
  say "building with Maven${newer:+ (${newer#"$root"/} is newer)}"
  (cd "$root" && mvn -q -B -ntp -pl bench -am package -Dmaven.test.skip=true -Dmaven.javadoc.skip=true \
    -Dmaven.source.skip=true) >&2 || die "the Maven build failed"
  # What was edited while Maven ran is newer than this.
  touch -d "@$begin" "$classpath/built"
}

build_peers() {
  local source
  command -v gcc >/dev/null || die "the peers in C need gcc"
  mkdir -p "$peers"
  for source in "$bench"/peers/*.c; do
    gcc -O2 -march=x86-64-v2 -Wall -Wextra -Werror -pthread -o "$peers/$(basename "$source" .c)" "$source" ||
      die "gcc failed"
  done
}

# TCP on the loopback with cubic: others pace what no wire limits. Put back at the end; where it may not be
# set, the report says which one was used.
cubic() {
  local file=/proc/sys/net/ipv4/tcp_congestion_control
  congestion_before=$(<"$file")
  if [ "$congestion_before" != cubic ] && echo cubic 2>/dev/null >"$file"; then
    trap 'echo "$congestion_before" >/proc/sys/net/ipv4/tcp_congestion_control' EXIT
  fi
}

run_bench() { # main class, its arguments
  local java
  java=$(find_java)
  "$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED -cp "$classpath/*" "$@"
}
