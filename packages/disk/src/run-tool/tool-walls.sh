# Builds a file system of its own for one foreign program and becomes the program. Runs inside namespaces that unshare has
# just made. Arguments: ROOT USER GROUP FILE* -- PROGRAM ARGUMENT*
#   ROOT   an empty folder, becomes `/` of the program: the system's programs, /tmp, and nothing else of the machine
#   USER   numeric user and GROUP the program runs as; `-` for both: as who we are
#   FILE   appears read-only as /evidence/0, /evidence/1 …: no name that an attacker chose reaches the program
set -e
root=$1
user=$2
group=$3
shift 3
bind() {
  mount --rbind "$1" "$2"
  mount -o remount,bind,ro "$2"
}
mount -t tmpfs -o mode=0755,size=1m tmpfs "$root"
for folder in usr lib lib32 lib64 libx32 bin sbin; do
  if [ -L "/$folder" ]; then
    ln -s "$(readlink "/$folder")" "$root/$folder"
  elif [ -d "/$folder" ]; then
    mkdir "$root/$folder"
    bind "/$folder" "$root/$folder"
  fi
done
mkdir "$root/etc" "$root/dev" "$root/evidence" "$root/tmp"
for file in /etc/ld.so.cache /dev/null /dev/zero /dev/urandom; do
  if [ -e "$file" ]; then
    : >"$root$file"
    mount --bind "$file" "$root$file"
  fi
done
number=0
while [ "$1" != -- ]; do
  : >"$root/evidence/$number"
  bind "$1" "$root/evidence/$number"
  number=$((number + 1))
  shift
done
shift
mount -t tmpfs -o mode=1777,size=64m tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
if [ "$user" = - ]; then
  exec chroot "$root" /usr/bin/env -C /tmp /usr/bin/setpriv --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
fi
exec chroot "$root" /usr/bin/env -C /tmp /usr/bin/setpriv --reuid="$user" --regid="$group" --clear-groups \
  --no-new-privs --bounding-set=-all --inh-caps=-all -- "$@"
