import { X509Certificate } from 'node:crypto';
import { identityOf } from '../estate/identity.ts';
import { offsetText } from '../estate/zone-clock.ts';
import { type Answer, jsonAnswer } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Route } from './route.ts';

export const serverRoutes: readonly Route[] = [
  { pattern: '/api/v1/serverTime', source: 'server-time', isAnonymous: true, answer: serverTime },
  { pattern: '/api/v1/serverInfo', source: 'server-info', answer: serverInfo },
  {
    pattern: '/api/v1/serverCertificate',
    source: 'server-certificate',
    isAnonymous: true,
    answer: serverCertificate,
  },
];

function serverTime({ estate, revision }: RequestContext): Answer {
  const { clock, nowMs } = estate;
  return jsonAnswer({
    serverTime: clock.withOffset(nowMs),
    timeZone: displayName(estate),
    ...(revision === '1.3-rev2' ? { ianaTimeZoneId: clock.zone } : {}),
  });
}

function serverInfo({ estate, build }: RequestContext): Answer {
  return jsonAnswer({
    ...identityOf(estate, build),
    patches: [],
    databaseVendor: 'PostgreSQL',
    sqlServerEdition: '',
    sqlServerVersion: 'PostgreSQL 17.5, 64-bit',
    databaseSchemaVersion: '9688',
    databaseContentVersion: '9688',
    veeamRegistration: { isRegistered: false },
  });
}

function serverCertificate({ certificatePem, estate }: RequestContext): Answer {
  const certificate = new X509Certificate(certificatePem);
  const name = certificate.subject.replace(/^CN=/, '');
  const at = (text: string): string => estate.clock.withOffset(Date.parse(text));
  return jsonAnswer({
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    serialNumber: certificate.serialNumber,
    keyAlgorithm: 'ECC',
    keySize: '256',
    subject: certificate.subject,
    issuedTo: name,
    issuedBy: name,
    validFrom: at(certificate.validFrom),
    validBy: at(certificate.validTo),
    isTrusted: false,
  });
}

// Windows names a zone by its winter offset and some cities.
function displayName({ clock, nowMs }: RequestContext['estate']): string {
  const year = new Date(nowMs).getUTCFullYear();
  const winter = Math.min(
    clock.offsetMinutes(Date.UTC(year, 0, 1)),
    clock.offsetMinutes(Date.UTC(year, 6, 1)),
  );
  if (clock.zone === 'Europe/Prague') {
    return '(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague';
  }
  return `(UTC${offsetText(winter)}) ${clock.zone.split('/').at(-1)?.replaceAll('_', ' ') ?? 'UTC'}`;
}
