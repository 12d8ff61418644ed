# Builds the walls of one part and becomes the part. Runs inside namespaces that unshare has just made, so nothing here is
# seen by any other process. Arguments: VIEW HOME (ro|rw PATH)* -- PROGRAM ARGUMENT*
#   VIEW   an empty folder; the part's view of HOME is put together there
#   PATH   below HOME: what stays of it; everything else of HOME is out of sight
# Environment: WALLS_SEAL=1 the whole machine is read-only but for $TMPDIR; WALLS_GROUP a control group to enter;
#   WALLS_KEEP capabilities that stay (+setfcap or nothing).
set -e
view=$1
home=$2
shift 2
if [ -n "$WALLS_GROUP" ]; then echo $$ >"$WALLS_GROUP/cgroup.procs"; fi
mount -t tmpfs -o mode=0700,size=2g tmpfs "$view"
mkdir "$view/tmp"
mount -t tmpfs -o mode=0700,size=2g tmpfs "$view/tmp"
while [ "$1" != -- ]; do
  mkdir -p "$view/$2"
  mount --rbind "$home/$2" "$view/$2"
  if [ "$1" = ro ]; then mount -o remount,bind,ro "$view/$2"; fi
  shift 2
done
shift
mount -o remount,bind,ro "$view"
# Credentials that the person who runs Virga keeps for other programs.
for folder in .aws .azure .config .docker .gnupg .kube .ssh; do
  if [ -d "$HOME/$folder" ]; then mount -t tmpfs -o mode=0700,size=64k,ro tmpfs "$HOME/$folder"; fi
done
if [ "$WALLS_SEAL" = 1 ]; then
  while read -r _ _ _ _ place _; do
    case $place in "$view" | "$view"/* | /proc* | /dev*) continue ;; esac
    mount -o remount,bind,ro "$place" 2>/dev/null || true
  done </proc/self/mountinfo
  mount --bind /proc/sys /proc/sys
  mount -o remount,bind,ro /proc/sys
  if [ -e /proc/sysrq-trigger ]; then mount --bind /dev/null /proc/sysrq-trigger; fi
fi
mount --rbind "$view" "$home"
unset WALLS_SEAL WALLS_GROUP view
keep=$WALLS_KEEP
unset WALLS_KEEP
export TMPDIR="$home/tmp"
exec setpriv --no-new-privs --bounding-set="-all${keep:+,$keep}" --inh-caps=-all -- "$@"
