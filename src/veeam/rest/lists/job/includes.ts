import { z } from 'zod';
import { optionalPart, optionalText } from '../../schema/fields.ts';

/** Something a job includes: machines and jobs have a name, shares a path, object storage a container. */
const included = z.object({
  name: optionalText,
  // The examples of 1.3-rev0 and 1.3-rev1 still wrap machines as servers before 13 did.
  inventoryObject: optionalPart(z.object({ name: optionalText })),
  path: optionalText,
  container: optionalText,
});

const includedList = optionalPart(z.array(included.catch(nothingIncluded)));
const includes = optionalPart(z.object({ includes: includedList }));

/** Each job type lists what it includes under one of these names, or does not tell. */
export const includesShape = {
  virtualMachines: includes,
  computers: includedList,
  objects: includedList,
  sourceObjects: optionalPart(
    z.object({
      includes: optionalPart(
        z.object({ jobs: includedList, repositories: includedList, backups: includedList }),
      ),
    }),
  ),
  linkedJobs: includes,
  unstructuredLinkedJobs: includes,
};

const shape = z.object(includesShape);
type IncludesRow = z.output<typeof shape>;
type Included = z.output<typeof included>;

/** The names of what a job includes; null where its type does not tell. */
export function toIncludes(row: IncludesRow): readonly string[] | null {
  const copied = row.sourceObjects?.includes ?? null;
  const lists = [
    row.virtualMachines?.includes,
    row.computers,
    row.objects,
    copied?.jobs,
    copied?.repositories,
    copied?.backups,
    row.linkedJobs?.includes,
    row.unstructuredLinkedJobs?.includes,
  ].filter((list) => list !== null && list !== undefined);
  return lists.length === 0 ? null : lists.flat().flatMap(nameOf);
}

function nameOf({ name, inventoryObject, path, container }: Included): readonly string[] {
  const told = name ?? inventoryObject?.name ?? path ?? container ?? '';
  return told === '' ? [] : [told];
}

function nothingIncluded(): Included {
  return { name: null, inventoryObject: null, path: null, container: null };
}
