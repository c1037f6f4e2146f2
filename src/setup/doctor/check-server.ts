import {
  type Check,
  carefulCheck,
  failedCheck,
  faultCheck,
  goodCheck,
  skippedCheck,
} from '../../domain/check.ts';
import { isFault } from '../../domain/errors.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import { shownText } from '../../domain/foreign-text.ts';
import { revisions } from '../../domain/vbr-server.ts';
import type { AccountSight, ServerProbe } from '../../ports/server-probe.ts';
import { checkCertificate } from './check-certificate.ts';
import { checkRole } from './check-role.ts';
import type { ServerToCheck } from './server-to-check.ts';

const mostSkewSeconds = 120;
const afterCertificate = ['account', 'revision', 'role', 'sources', 'clock'] as const;

/** One server: its certificate first, then the account, tried once, then what the account is told. */
export async function checkServer(
  probe: ServerProbe,
  server: ServerToCheck,
  { now, asksPowerShell }: { readonly now: Date; readonly asksPowerShell: boolean },
): Promise<readonly Check[]> {
  const certificate = await checkCertificate(probe, server, now);
  if (certificate.verdict === 'failed') {
    const because = 'the account is not sent to a server that was not reached or is not trusted';
    return [certificate, ...afterCertificate.map((name) => skipped(name, server, because))];
  }
  try {
    const { address, trust, account } = server;
    const sight = await probe.account(address, trust, account);
    return [certificate, ...checksOfSight(server, sight, asksPowerShell)];
  } catch (error) {
    const [account, ...rest] = afterCertificate;
    const because = 'the account could not sign in';
    const name = isFault(error, 'server-version-unsupported') ? 'revision' : account;
    const others = [account, ...rest].filter((each) => each !== name);
    return [
      certificate,
      faultCheck(name, server.entry, error),
      ...others.map((each) => skipped(each, server, because)),
    ];
  }
}

function skipped(name: string, { entry }: ServerToCheck, because: string): Check {
  return skippedCheck(name, entry, because);
}

function checksOfSight(
  server: ServerToCheck,
  sight: AccountSight,
  asksPowerShell: boolean,
): readonly Check[] {
  const { entry: subject, account } = server;
  return [
    goodCheck({
      name: 'account',
      subject,
      happened: `"${shownText(account.username, 100)}" signs in`,
      means: 'VBR can be read with it, without a second factor',
    }),
    checkRevision(subject, sight),
    checkRole(subject, sight, asksPowerShell),
    checkSources(subject, sight),
    checkClock(subject, sight),
  ];
}

function checkRevision(subject: string, { revision }: AccountSight): Check {
  const [newest] = revisions;
  const text = { name: 'revision', subject, happened: `VBR speaks REST revision ${revision}` };
  if (revision === newest) return goodCheck({ ...text, means: 'it is the newest that is read' });
  return carefulCheck({
    ...text,
    means: `it is older than ${newest}, so some sources do not exist there and what rests on them is unknown`,
    next: 'update the server to the newest VBR 13',
  });
}

/** Such as the 500 that `/jobs` gives as a whole when one plug-in job cannot be told. */
function checkSources(subject: string, { unanswered, visible }: AccountSight): Check {
  const [first] = unanswered;
  if (first === undefined) {
    return goodCheck({
      name: 'sources',
      subject,
      happened: `all ${visible.length} visible sources answer`,
      means: 'each was asked for one row',
    });
  }
  const names = unanswered.map(({ source }) => source).join(', ');
  const viaJobs = unanswered.some(({ source }) => source === 'jobs');
  return failedCheck(
    {
      name: 'sources',
      subject,
      happened: `${unanswered.length} of ${visible.length} visible sources do not answer (${names}): ${shownText(first.happened)}`,
      means: viaJobs
        ? 'when one job cannot be told VBR fails the whole list; DR365 then reads the jobs one by one and misses that one'
        : 'what rests on them stays as old as it is',
      next: 'look at the log of the Veeam Backup REST API service, and update VBR when it is a known fault of its build',
    },
    exitCodes.partial,
  );
}

function checkClock(subject: string, { skewSeconds }: AccountSight): Check {
  if (skewSeconds === null) {
    return carefulCheck({
      name: 'clock',
      subject,
      happened: 'VBR did not tell its time',
      means: 'whether both clocks agree is unknown',
      next: 'compare them by hand',
    });
  }
  const apart = Math.round(Math.abs(skewSeconds));
  const direction = skewSeconds > 0 ? 'ahead of' : 'behind';
  if (apart <= mostSkewSeconds) {
    const happened = `the clocks of VBR and this machine are ${apart} s apart`;
    return goodCheck({ name: 'clock', subject, happened, means: 'ages and times can be compared' });
  }
  return carefulCheck({
    name: 'clock',
    subject,
    happened: `the clock of VBR is ${apart} s ${direction} the one of this machine`,
    means: 'ages in answers are wrong by as much, and sessions may seem to lie in the future',
    next: 'let both machines keep time with NTP (w32tm /resync, timedatectl)',
  });
}
