#!/usr/bin/env bash
# libmagic takes an ordinary note for a plotter's file when its first two letters are a command of HP-GL.
#
# Seen with Debian's file 1:5.44-3: a text that begins "PATIENT" is application/vnd.hp-HPGL, one that begins "P4 room key" is
# image/x-portable-bitmap, and one that begins "Article 5 of the contract" is message/news. The same words one letter on are text/plain.
# A gateway that takes the first answer of libmagic for the truth refuses letters from hospitals and lawyers.
#
# Installs the pinned packages in a folder of its own, without installing them on the machine. Exits 0 as long as this is so.
set -euo pipefail

version=1:5.44-3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

apt-get download -qq "file=$version" "libmagic1=$version" "libmagic-mgc=$version" >/dev/null 2>&1
for package in *.deb; do dpkg-deb -x "$package" root; done
library=$(dirname "$(find root -name 'libmagic.so.1' | head -n 1)")
magic=$(find root -name 'magic.mgc' | head -n 1)

type_of() {
  printf '%s' "$1" | LD_LIBRARY_PATH=$library root/usr/bin/file --magic-file "$magic" --brief --mime-type -
}

failed=0
expect() {
  local seen
  seen=$(type_of "$2")
  printf '%-26s %s\n' "$seen" "${2%%$'\n'*}"
  [[ $seen == "$1" ]] || { echo "  expected $1" >&2; failed=1; }
}

echo "file $version"
expect application/vnd.hp-HPGL $'PATIENT NAME: Jane Doe\nSeen on the first of March.\n'
expect image/x-portable-bitmap $'P4 room key, please call\n'
expect message/news $'Article 5 of the contract\n'
expect text/plain $'The patient: Jane Doe\nSeen on the first of March.\n'
expect text/plain $'Room P4 key, please call\n'
expect text/plain $'In article 5 of the contract\n'
exit "$failed"
