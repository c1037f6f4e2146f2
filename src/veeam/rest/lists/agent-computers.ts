import { z } from 'zod';
import type { AgentComputer, KnownGroup } from '../../../domain/agent-computer.ts';
import { type Fault, isFault } from '../../../domain/errors.ts';
import { revisions } from '../../../domain/vbr-server.ts';
import type { Page, RejectedRow } from '../../../ports/vbr-source.ts';
import {
  id,
  optionalFlag,
  optionalReference,
  optionalText,
  optionalTime,
  text,
} from '../schema/fields.ts';
import { optionalInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { type ListParts, type ListSource, readList } from './list-source.ts';

const groupSchema = z.object({ id, name: text, isDisabled: optionalFlag });
type ProtectionGroup = z.output<typeof groupSchema>;

const entitySchema = z.object({
  id,
  name: text,
  type: text,
  parentId: optionalReference,
  protectionGroupId: id,
  objectId: optionalReference,
  state: optionalText,
  agentStatus: optionalText,
  lastConnected: optionalTime,
  operatingSystem: optionalText,
});
type Entity = z.output<typeof entitySchema>;

const groups: ListSource<ProtectionGroup> = {
  path: '/api/v1/agents/protectionGroups',
  toRows: rowReader(groupSchema, (row) => row),
  orderColumn: 'Name',
};

const toEntities = rowReader(entitySchema, (row, zone) => ({ row, zone }));

const acrossGroupsSince = '1.3-rev2';
const acrossGroups: ListSource<{ readonly row: Entity; readonly zone: Zone }> = {
  path: '/api/v1/agents/discoveredEntities',
  toRows: toEntities,
  orderColumn: 'Name',
};

const notShown = ['source-forbidden', 'source-unsupported', 'server-answer-unreadable'] as const;

/** What every protection group discovered: one list where the revision has it, else one list a group. */
export function readAgentComputers(
  parts: ListParts,
  known: ReadonlyMap<string, KnownGroup>,
): AsyncGenerator<Page<AgentComputer>> {
  const hasOneList = revisions.indexOf(parts.revision) <= revisions.indexOf(acrossGroupsSince);
  return hasOneList ? readAcrossGroups(parts, known) : readGroupByGroup(parts);
}

/** Groups that are known, or of which nothing was discovered, cost no request; they are left out where they are not shown. */
async function* readAcrossGroups(
  parts: ListParts,
  known: ReadonlyMap<string, KnownGroup>,
): AsyncGenerator<Page<AgentComputer>> {
  let read: ReadonlyMap<string, ProtectionGroup> | null = null;
  for await (const { rows, rejected } of readList(parts, acrossGroups)) {
    if (rows.some(({ row }) => !known.has(row.protectionGroupId))) {
      read ??= await groupsById(parts);
    }
    const asRead = read;
    const groupOf = ({ protectionGroupId }: Entity) =>
      asRead?.get(protectionGroupId) ?? known.get(protectionGroupId);
    yield {
      rows: rows.map(({ row, zone }) => toAgentComputer(row, groupOf(row), zone)),
      rejected,
    };
  }
}

async function groupsById(parts: ListParts): Promise<ReadonlyMap<string, ProtectionGroup>> {
  const found = new Map<string, ProtectionGroup>();
  try {
    for await (const { rows } of readList(parts, groups)) {
      for (const group of rows) found.set(group.id, group);
    }
  } catch (error) {
    if (!isFault(error, ...notShown)) throw error;
  }
  return found;
}

/**
 * A group that is not shown does not hide the others; it counts as a row that could not be read, so that nothing of it is taken for gone.
 * One that vanished meanwhile has no computers any more. Where none is shown, that is told.
 */
async function* readGroupByGroup(parts: ListParts): AsyncGenerator<Page<AgentComputer>> {
  const refused: (RejectedRow & { readonly fault: Fault })[] = [];
  let read = 0;
  for (const group of yield* groupsOf(parts)) {
    try {
      yield* computersOf(group, parts);
      read += 1;
    } catch (error) {
      if (!isFault(error, ...notShown)) throw error;
      const reason = `what protection group "${group.name}" discovered: ${error.happened}`;
      refused.push({ id: group.id, reason, fault: error });
    }
  }
  const [first] = refused;
  if (first !== undefined && read === 0) throw first.fault;
  const hidden = refused.filter(({ fault }) => !isFault(fault, 'source-unsupported'));
  if (hidden.length > 0) {
    yield {
      rows: [],
      rejected: hidden.map(({ id: groupId, reason }) => ({ id: groupId, reason })),
    };
  }
}

/** The groups there are; those that cannot be read are passed on as such. */
async function* groupsOf(
  parts: ListParts,
): AsyncGenerator<Page<AgentComputer>, readonly ProtectionGroup[]> {
  const found: ProtectionGroup[] = [];
  for await (const { rows, rejected } of readList(parts, groups)) {
    found.push(...rows);
    if (rejected.length > 0) yield { rows: [], rejected };
  }
  return found;
}

async function* computersOf(
  group: ProtectionGroup,
  parts: ListParts,
): AsyncGenerator<Page<AgentComputer>> {
  const pages = readList(parts, {
    path: `/api/v1/agents/protectionGroups/${encodeURIComponent(group.id)}/discoveredEntities`,
    toRows: toEntities,
    orderColumn: 'Name',
  });
  for await (const { rows, rejected } of pages) {
    yield { rows: rows.map(({ row, zone }) => toAgentComputer(row, group, zone)), rejected };
  }
}

function toAgentComputer(
  row: Entity,
  group: ProtectionGroup | KnownGroup | undefined,
  zone: Zone,
): AgentComputer {
  return {
    id: `${row.protectionGroupId}/${row.id}`,
    name: row.name,
    type: row.type,
    parentId: row.parentId,
    protectionGroupId: row.protectionGroupId,
    protectionGroupName: group?.name ?? null,
    isGroupDisabled: group?.isDisabled ?? null,
    groupReadAt: group !== undefined && 'readAt' in group ? group.readAt : null,
    objectId: row.objectId,
    state: row.state,
    agentStatus: row.agentStatus,
    lastConnectedAt: row.state === 'Online' ? null : optionalInstant(row.lastConnected, zone),
    operatingSystem: row.operatingSystem,
  };
}
