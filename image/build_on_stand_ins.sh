#!/usr/bin/env bash
# Builds the image on stand-ins for its bases, since no registry can be counted on: a minimal Debian,
# and on top of it a JDK of this machine. Says the name of a container with that image.
#   build_on_stand_ins.sh JAVA_HOME WORK_FOLDER
set -euo pipefail
java_home=$1 work=$2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/segue
mkdir -p "$cache" "$work/jdk"
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

if [ ! -f "$cache/debian.tar" ]; then
  mmdebstrap --quiet --variant=minbase bookworm "$work/debian.tar"
  mv "$work/debian.tar" "$cache/"
fi
./mvnw -B -q cyclonedx:makeBom >&2
cp -rL "$java_home/." "$work/jdk/"
cp "$cache/debian.tar" "$work/"
printf 'FROM scratch\nADD debian.tar /\n' > "$work/base"
printf 'FROM localhost/segue-base\nCOPY jdk /opt/jdk\nENV PATH=/opt/jdk/bin:/usr/bin:/bin\n' > "$work/java"
buildah build --quiet --file "$work/base" --tag localhost/segue-base "$work" >&2
buildah build --quiet --file "$work/java" --tag localhost/segue-java "$work" >&2
buildah build --build-arg BASE=localhost/segue-base --build-arg JDK=localhost/segue-java \
  --file image/Dockerfile --tag localhost/segue . >&2
buildah from --pull-never localhost/segue
