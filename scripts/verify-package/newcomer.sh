# The commands of docs/first-hour.md, with the package's own simulator in the place of a VBR server. The path is empty: nothing
# but the shell itself and what lies in the package may be needed. Started in a network of its own, where only the loopback is,
# and with mounts of its own.
set -eu
node="$DR365_FOLDER/node/bin/node"
dr365="$DR365_FOLDER/dr365"
if command -v node >/dev/null 2>&1; then echo "a node is on the path" >&2; exit 1; fi
/usr/sbin/ip link set lo up
# Nothing of the checkout may be needed: it is not there.
/usr/bin/mount -t tmpfs tmpfs "$CHECKOUT"
"$dr365" --version

"$dr365" simulate --port 9419 --json >"$PLACE/simulator.json" &
simulator=$!
trap 'kill $simulator 2>/dev/null || true' EXIT
"$node" "$PLACE/wait.mjs"
of() { "$node" -p "JSON.parse(require('node:fs').readFileSync('$PLACE/simulator.json')).$1"; }
VEEAM_PASSWORD=$(of password)
export VEEAM_PASSWORD
"$dr365" init --server 127.0.0.1:9419 --username "$(of username)" --fingerprint "$(of fingerprintSha256)" --no-claude --no-schedule
unset VEEAM_PASSWORD
"$dr365" doctor
"$dr365" status
"$dr365" tool get_health_status --json >"$PLACE/answer.json"
"$dr365" db stop
"$node" "$PLACE/truth.mjs"
