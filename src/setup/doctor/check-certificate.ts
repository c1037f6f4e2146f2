import {
  type Check,
  carefulCheck,
  failedCheck,
  faultCheck,
  goodCheck,
} from '../../domain/check.ts';
import { exitCodes } from '../../domain/exit-code.ts';
import type { CertificateSeen, ServerProbe } from '../../ports/server-probe.ts';
import { fingerprintDigits } from '../pin-certificate.ts';
import type { ServerToCheck } from './server-to-check.ts';

const dayMs = 86_400_000;
const warnDays = 30;

/** Whether the server shows the certificate that is trusted, and for how long yet. */
export async function checkCertificate(
  probe: ServerProbe,
  server: Pick<ServerToCheck, 'entry' | 'address' | 'trust'>,
  now: Date,
): Promise<Check> {
  const { entry: subject, address, trust } = server;
  let seen: CertificateSeen;
  try {
    seen = await probe.certificate(address);
  } catch (error) {
    return faultCheck('certificate', subject, error);
  }
  const isPinned =
    trust.kind !== 'fingerprint' ||
    trust.sha256.some((each) => fingerprintDigits(each) === fingerprintDigits(seen.sha256));
  if (!isPinned) return pinChanged(subject, trust.sha256, seen);
  return judgeValidity(server, seen, now);
}

function pinChanged(subject: string, pinned: readonly string[], seen: CertificateSeen): Check {
  return failedCheck(
    {
      name: 'certificate',
      subject,
      happened: `port ${seen.port} shows the certificate ${seen.sha256}, and ${pinned.join(' or ')} is pinned`,
      means: 'it was renewed, or someone stands in between; nothing is sent to this server',
      next: 'compare the fingerprint on the VBR server itself, then pin it with "dr365 init --fingerprint SHA256"',
    },
    exitCodes.cannotHelpByRetrying,
  );
}

function judgeValidity(
  { entry: subject, trust }: Pick<ServerToCheck, 'entry' | 'trust'>,
  { validFrom, validTo }: CertificateSeen,
  now: Date,
): Check {
  const day = validTo.toISOString().slice(0, 10);
  const daysLeft = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  const text = { name: 'certificate', subject };
  const renewed =
    'renew it on the VBR server, then pin the new one: until then VEEAM_TLS_FINGERPRINT may hold both with a comma';
  if (validFrom.getTime() > now.getTime()) {
    return carefulCheck({
      ...text,
      happened: `the certificate is valid only from ${validFrom.toISOString().slice(0, 10)} on`,
      means: 'the clock of one of the two machines is wrong, or it was made for later',
      next: 'compare the clocks',
    });
  }
  if (daysLeft < 0) {
    return carefulCheck({
      ...text,
      happened: `the certificate ended on ${day}`,
      means: 'a pinned one is still taken, but other clients of this VBR refuse it',
      next: renewed,
    });
  }
  if (daysLeft < warnDays) {
    return carefulCheck({
      ...text,
      happened: `the certificate ends in ${daysLeft} days, on ${day}`,
      means: 'a renewed one has another fingerprint, and DR365 refuses it until it is pinned',
      next: renewed,
    });
  }
  return goodCheck({
    ...text,
    happened: `the certificate is valid until ${day}`,
    means:
      trust.kind === 'fingerprint'
        ? 'it is the one that was pinned'
        : 'whether its authority is trusted shows when the account signs in',
  });
}
