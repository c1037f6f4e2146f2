# Becomes a machine of its own: a root that is this machine's with a layer of memory over it, so that nothing is written to it,
# processes, network, host name and control groups of its own, and systemd as its first process. What is in $1/shared stays.
set -eu
place=$1
checkout=$2
mount --make-rprivate /
mount -t tmpfs -o size=4g,mode=755 tmpfs "$place/machine"
mkdir "$place/machine/upper" "$place/machine/work" "$place/machine/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$place/machine/upper,workdir=$place/machine/work" "$place/machine/root"
root=$place/machine/root
mkdir -p "$root/verify"
mount --bind "$place/shared" "$root/verify"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for folder in run tmp dev; do mount -t tmpfs -o mode=755 tmpfs "$root/$folder"; done
chmod 1777 "$root/tmp"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
# As on a new machine: no checkout, no units of this one's administrator, no schedule and no data.
if [ -d "$root$checkout" ]; then mount -t tmpfs tmpfs "$root$checkout"; fi
rm -rf "$root/etc/systemd/system" "$root/opt/dr365" "$root/var/lib/dr365"
mkdir -p "$root/etc/systemd/system" "$root/opt"
cp "$place"/units/* "$root/etc/systemd/system/"
ln -s "/verify/$(cd "$place/shared" && echo dr365-*)" "$root/opt/dr365"
hostname dr365-verify
ip link set lo up
cd "$root"
mkdir -p .before
pivot_root . .before
umount -l /.before
# What systemd mounts for a service in a space of its own must be seen by it, as on any machine.
mount --make-rshared /
exec env -i container=dr365 PATH=/usr/sbin:/usr/bin:/sbin:/bin /usr/lib/systemd/systemd systemd.unit=verify.target
