import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { ServerProbe } from '../../ports/server-probe.ts';
import { sightOf } from './account-sight.ts';
import { connectVbr } from './connect-vbr.ts';
import { seeCertificate } from './see-certificate.ts';
import type { Pacing } from './transport/pacing.ts';
import { defaultTimeouts, type Timeouts } from './transport/timeouts.ts';

interface ServerProbeParts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly timeouts?: Partial<Timeouts>;
  readonly pacing?: Pacing;
}

const oneRow = 1;

/** First contact for set-up: the certificate without trusting it, then what one account may see. */
export function createServerProbe(parts: ServerProbeParts): ServerProbe {
  return {
    certificate: (address) => seeCertificate(address, { ...defaultTimeouts, ...parts.timeouts }),
    account: async (address, trust, account) => {
      const source = await connectVbr({
        ...parts,
        address,
        trust,
        account,
        zone: null,
        pageLimit: oneRow,
      });
      try {
        return await sightOf(source, parts.clock.now());
      } finally {
        await source.close();
      }
    },
  };
}
