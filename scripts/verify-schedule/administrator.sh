# The commands of docs/first-hour.md on a Linux with systemd, and what becomes of passes whose server or settings are gone.
set -eu
node=/opt/dr365/node/bin/node
dr365=/opt/dr365/dr365
export DR365_HOME=/var/lib/dr365 HOME=/root
step() { echo "== $*"; }
of() { "$node" -p "JSON.parse(require('node:fs').readFileSync('/verify/simulator.json')).$1"; }
status() { systemctl show dr365.service --property="$1" --value; }

step "the first pass, by hand"
for _ in $(seq 600); do of port >/dev/null 2>&1 && break; sleep 0.1; done
VEEAM_PASSWORD=$(of password) "$dr365" init --server 127.0.0.1:9419 --username "$(of username)" --fingerprint "$(of fingerprintSha256)" --no-claude --no-schedule
"$dr365" db stop

step "the schedule"
"$dr365" schedule status
"$dr365" schedule install --dry-run
"$dr365" schedule install
chown -R dr365: /var/lib/dr365
"$dr365" schedule install
systemctl cat dr365.service dr365-database.service dr365.timer >/verify/units.txt
systemctl list-timers --no-pager --all dr365.timer

# Waits until the timer itself has started a pass after this instant and that has ended; nothing else starts one. An hour is too
# long to wait for, so it is told to fire once in six seconds.
fired() {
  mkdir -p /etc/systemd/system/dr365.timer.d
  printf '[Timer]\nOnCalendar=\nOnCalendar=%s\nRandomizedDelaySec=0\nAccuracySec=1s\n' \
    "$(date -u -d '+6 seconds' '+%Y-%m-%d %H:%M:%S UTC')" >/etc/systemd/system/dr365.timer.d/soon.conf
  systemctl daemon-reload
  systemctl restart dr365.timer
  for _ in $(seq 240); do
    sleep 0.5
    ended=$(systemctl show dr365.service --property=ExecMainExitTimestampMonotonic --value)
    begun=$(systemctl show dr365.service --property=ExecMainStartTimestampMonotonic --value)
    if [ "$begun" -gt "$1" ] && [ "$ended" -gt "$begun" ]; then
      rm -r /etc/systemd/system/dr365.timer.d
      systemctl daemon-reload
      systemctl restart dr365.timer
      return 0
    fi
  done
  echo "no pass was started within two minutes" >&2
  journalctl --no-pager -n 50 >&2
  return 1
}
now() { "$node" -p 'Math.floor(Number(process.hrtime.bigint()) / 1000)'; }
# $1: what is done, $2: the code that is documented for it, $3: what systemd must say.
pass() {
  step "$1"
  fired "$(now)"
  echo "exit code $(status ExecMainStatus), systemd says $(status Result)"
  "$dr365" schedule status
  told=$("$dr365" schedule status --json | "$node" -p 'const { lastExitCode, nextRunAt } = JSON.parse(require("node:fs").readFileSync(0)); `${lastExitCode} ${nextRunAt > new Date().toISOString()}`')
  if [ "$(status ExecMainStatus) $(status Result) $told" != "$2 $3 $2 true" ]; then
    echo "expected $2, $3 and a next pass; DR365 tells $told" >&2
    journalctl --no-pager -u dr365.service -u dr365-database.service -n 60 >&2
    exit 1
  fi
}

pass "a pass that the timer starts" 0 success

step "what the account dr365 sees"
runuser -u dr365 -- env DR365_HOME=/var/lib/dr365 "$dr365" doctor || echo "doctor ended with $?"
runuser -u dr365 -- env DR365_HOME=/var/lib/dr365 "$dr365" status
runuser -u dr365 -- env DR365_HOME=/var/lib/dr365 "$dr365" tool get_health_status --json >/verify/answer.json

step "the password as a credential of systemd"
install -d -m 700 /etc/credstore.encrypted
of password | tr -d '\n' | systemd-creds encrypt --name=server-password-main - /etc/credstore.encrypted/server-password-main
sed -i '/^VEEAM_PASSWORD=/d' /var/lib/dr365/.env
if grep -q PASSWORD /var/lib/dr365/.env; then echo "a password is still in .env" >&2; exit 1; fi
pass "a pass with that credential" 0 success

systemctl stop simulator.service
pass "a pass without its server" 20 exit-code

systemctl start simulator.service
for _ in $(seq 600); do of port >/dev/null 2>&1 && break; sleep 0.1; done
echo 'colection: {}' >>/var/lib/dr365/dr365.config.yaml
pass "a pass whose settings hold a slip" 40 exit-code
sed -i '/^colection/d' /var/lib/dr365/dr365.config.yaml

# Two servers, of which one is not there: its port is closed.
sed -i '/^VEEAM_/d' /var/lib/dr365/.env
echo 'VEEAM_PASSWORD_SOUTH=unused' >>/var/lib/dr365/.env
{
  echo 'servers:'
  echo "  - { entry: main, host: 127.0.0.1, port: 9419, username: $(of username), fingerprint: $(of fingerprintSha256) }"
  echo '  - { entry: south, host: 127.0.0.1, port: 9, username: nobody }'
} >/var/lib/dr365/dr365.config.yaml
pass "a pass with one of two servers" 10 exit-code

step "the schedule taken away"
"$dr365" schedule remove
"$dr365" schedule remove
"$dr365" schedule status
if ls /etc/systemd/system | grep dr365; then echo "something of it is left" >&2; exit 1; fi
if [ "$(systemctl show dr365.timer --property=LoadState --value)" != not-found ]; then echo "systemd still knows the timer" >&2; exit 1; fi
if pgrep -u dr365 >&2; then echo "processes of it are left" >&2; exit 1; fi
step "done"
