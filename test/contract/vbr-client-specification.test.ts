import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sessionTypesRead } from '../../src/domain/session-families.ts';
import { type Revision, revisions } from '../../src/domain/vbr-server.ts';
import { listsOver, wholeList } from '../fixtures/vbr-lists.ts';
import { everyRoute, itemPaths, listPaths, readEverything } from './vbr-client-everything.ts';
import { connectTo, type ScriptedServer, startServer, vbrRoutes } from './vbr-client-server.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'reference', 'openapi');
const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

const schemaShape = z.looseObject({
  $ref: z.string().optional(),
  enum: z.array(z.string()).optional(),
  items: z.looseObject({ $ref: z.string().optional() }).optional(),
  type: z.string().optional(),
});
const specificationShape = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: z
        .object({
          parameters: z.array(
            z.object({ name: z.string().optional(), schema: schemaShape.optional() }),
          ),
        })
        .optional(),
    }),
  ),
  components: z.object({
    schemas: z.record(z.string(), schemaShape),
    examples: z.record(z.string(), z.object({ value: z.unknown() })),
  }),
});
type Specification = z.output<typeof specificationShape>;

function specificationOf(revision: Revision): Specification {
  const text = readFileSync(join(folder, `vbr-${revision}.json`), 'utf8');
  return specificationShape.parse(JSON.parse(text));
}

/** The path of the specification that this one was made from. */
function templateOf(path: string): string {
  return path.replace('/one', '/{id}');
}

/** What is wrong with a query by the specification: names it does not know, values outside its enums, doubled values. */
function faultsOf(
  path: string,
  query: URLSearchParams,
  { paths, components }: Specification,
): string[] {
  const parameters = paths[templateOf(path)]?.get?.parameters ?? [];
  return [...new Set(query.keys())].flatMap((name) => {
    const parameter = parameters.find((one) => one.name === name);
    if (parameter === undefined) return [`${path} does not know ${name}`];
    const { schema } = parameter;
    const named = (schema?.items?.$ref ?? schema?.$ref ?? '').split('/').at(-1) ?? '';
    const allowed = components.schemas[named]?.enum ?? schema?.enum;
    const values = query.getAll(name);
    return [
      ...(values.length > 1 && schema?.type !== 'array' ? [`${path} takes ${name} once`] : []),
      ...values
        .filter((value) => allowed !== undefined && !allowed.includes(value))
        .map((value) => `${path} does not know ${name}=${value}`),
    ];
  });
}

async function serverThatWasRead(revision: Revision): Promise<ScriptedServer> {
  const server = await startServer(vbrRoutes(everyRoute(), revision));
  open.push(server);
  const source = await connectTo(server);
  open.push(source);
  await readEverything(source);
  return server;
}

test('reading everything sends plain reads of the listed paths and nothing else', async () => {
  const server = await serverThatWasRead('1.3-rev2');
  const reads = server.seen.filter(({ path }) => path.startsWith('/api/v1/'));
  expect(reads.filter(({ method }) => method !== 'GET')).toEqual([]);
  const templates = new Set(reads.map(({ path }) => templateOf(path)));
  expect([...templates].toSorted()).toEqual([...listPaths, ...itemPaths].toSorted());
});

describe.skipIf(!existsSync(folder))(
  'against the published specifications (skipped when they are not beside this checkout)',
  () => {
    test.each(revisions)(
      '%s offers what is read, and knows every filter and value',
      async (revision) => {
        const specification = specificationOf(revision);
        const server = await serverThatWasRead(revision);
        const reads = server.seen.filter(({ path }) => path.startsWith('/api/v1/'));
        expect(reads.length).toBeGreaterThan(25);
        const missing = reads.filter(({ path }) => !specification.paths[templateOf(path)]?.get);
        expect(missing.map(({ path }) => path)).toEqual([]);
        expect(reads.flatMap(({ path, query }) => faultsOf(path, query, specification))).toEqual(
          [],
        );
      },
    );

    test.each(revisions)('every session type asked for is known to %s', (revision) => {
      const known = specificationOf(revision).components.schemas['ESessionType']?.enum ?? [];
      expect(sessionTypesRead(revision).filter((type) => !known.includes(type))).toEqual([]);
    });

    const jobExample = /^(?!Clone).*(?:Job|Policy)ModelExample$/;
    const telling = /Backup|Replica/;

    test.each(revisions)("Veeam's example of every job type of %s is read", async (revision) => {
      const { examples } = specificationOf(revision).components;
      const named = Object.entries(examples).filter(([name]) => jobExample.test(name));
      expect(named.length).toBeGreaterThanOrEqual(revision === '1.3-rev2' ? 20 : 5);
      for (const [name, { value }] of named) {
        const { lists } = listsOver({ '/api/v1/jobs': [value] }, { revision });
        const { rows, rejected } = await wholeList(lists.jobDefinitions());
        expect([name, rejected]).toEqual([name, []]);
        const [job] = rows;
        expect(job?.schedule, name).not.toBeNull();
        // A scan keeps nothing; all other types say where or for how long.
        const keeps = job?.storage?.repositoryId ?? job?.storage?.retention ?? null;
        if (telling.test(name) && !name.startsWith('SureBackup'))
          expect(keeps, name).not.toBeNull();
      }
    });

    test.each(revisions)(
      "Veeam's examples of what groups discover are read in %s",
      async (revision) => {
        const { examples } = specificationOf(revision).components;
        const named = Object.entries(examples).filter(([name]) =>
          /^Discovered\w*EntityModelExample$|^ProtectionGroupsResultExample$/.test(name),
        );
        const [entities, groups] = [/Entity/, /Groups/].map((kind) =>
          named.filter(([name]) => kind.test(name)).map(([, { value }]) => value),
        );
        const listed = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });
        const known = (groups ?? []).flatMap((group) => listed.parse(group).data);
        expect([entities?.length ?? 0, known.length].every((count) => count > 0)).toBe(true);
        const ofGroups = known.map(({ id }) => [
          `/api/v1/agents/protectionGroups/${id}/discoveredEntities`,
          entities ?? [],
        ]);
        const { lists } = listsOver(
          {
            ...Object.fromEntries(ofGroups),
            '/api/v1/agents/protectionGroups': known,
            '/api/v1/agents/discoveredEntities': entities ?? [],
          },
          { revision },
        );
        const { rows, rejected } = await wholeList(lists.agentComputers(new Map()));
        expect(rejected).toEqual([]);
        expect(rows.filter(({ type }) => type === 'Computer')).toContainEqual(
          expect.objectContaining({ objectId: expect.any(String), state: 'Online' }),
        );
      },
    );

    test.each(revisions)("Veeam's examples of repositories of %s are read", async (revision) => {
      const { examples } = specificationOf(revision).components;
      const named = Object.entries(examples).filter(([name]) =>
        /^(?!ScaleOut|Cloud).*RepositoryModelExample$/.test(name),
      );
      expect(named.length).toBeGreaterThanOrEqual(5);
      const path = '/api/v1/backupInfrastructure/repositories';
      const values = named.map(([, { value }]) => value);
      const { lists } = listsOver({ [path]: values }, { revision });
      const { rows, rejected } = await wholeList(lists.repositories());
      expect(rejected).toEqual([]);
      const limited = rows.filter(({ maxTasks }) => maxTasks !== null);
      expect(limited.length).toBeGreaterThanOrEqual(3);
      expect(rows.some(({ consumptionLimitGib }) => consumptionLimitGib === 10_240)).toBe(true);
    });
  },
);
