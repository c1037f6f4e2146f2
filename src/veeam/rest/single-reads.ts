import type { VbrSource } from '../../ports/vbr-source.ts';
import { onlyRow, readFact } from './facts/fact-source.ts';
import { facts } from './facts/facts.ts';
import { serverInfo } from './facts/server-info.ts';
import { jobTries, toJobDefinitions } from './lists/job-definitions.ts';
import { toSessions } from './lists/sessions.ts';
import { readLog } from './log.ts';
import type { Reader } from './reading/reader.ts';
import type { Zone } from './translate/zone.ts';

type SingleReads = Pick<VbrSource, 'serverInfo' | 'fact' | 'session' | 'jobDefinition' | 'log'>;

/** What is read one at a time. */
export function createSingleReads(reader: Reader, zone: () => Promise<Zone>): SingleReads {
  return {
    serverInfo: () => readFact(reader, zone, serverInfo),
    fact: (name) => readFact(reader, zone, facts[name]),
    session: async (id) => {
      const body = await reader.item(`/api/v1/sessions/${encodeURIComponent(id)}`);
      if (body === null) return null;
      return onlyRow(reader.place, `session ${id}`, toSessions, body, await zone());
    },
    jobDefinition: async (id) => {
      const body = await reader.item(`/api/v1/jobs/${encodeURIComponent(id)}`, jobTries);
      if (body === null) return null;
      return onlyRow(reader.place, `job ${id}`, toJobDefinitions, body, await zone());
    },
    log: (owner) => readLog(reader, zone, owner),
  };
}
