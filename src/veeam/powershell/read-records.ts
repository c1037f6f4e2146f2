import { z } from 'zod';
import { decodeOutput } from './decode-output.ts';
import { unreadableOutput } from './shell-fault.ts';

const errorRecord = z.strictObject({
  type: z.literal('error'),
  stage: z.enum(['order', 'module', 'connect', 'command', 'read']),
  message: z.string().max(100_000),
});
const endRecord = z.strictObject({ type: z.literal('end'), count: z.int().min(0) });

/** What went wrong in a script, by its own word. */
export type ScriptError = z.output<typeof errorRecord>;

/** Everything a script wrote, whole. */
export interface ScriptRecords<Row> {
  readonly rows: readonly Row[];
  readonly error: ScriptError | null;
  readonly notes: readonly string[];
}

/**
 * The records of a script that wrote all it had to: lines before the first record are told, after it each line is a record of
 * the kind asked for, and the end record counts them. Anything else is a Fault.
 */
export function readRecords<Row>(bytes: Uint8Array, row: z.ZodType<Row>): ScriptRecords<Row> {
  const { text, notes } = decodeOutput(bytes);
  const lines = text.split(/\r?\n/);
  while (lines.at(-1) === '') lines.pop();
  const first = lines.findIndex((line) => line.startsWith('{'));
  if (first === -1) throw unreadableOutput('PowerShell ended without a single record');
  const parsed = lines.slice(first).map((line, place) => parsedLine(line, first + place + 1));
  checkEnd(parsed);
  const told: Row[] = [];
  let error: ScriptError | null = null;
  for (const [place, value] of parsed.slice(0, -1).entries()) {
    const failure = errorRecord.safeParse(value);
    if (failure.success) error ??= failure.data;
    else told.push(rowIn(value, row, first + place + 1));
  }
  const before = first === 0 ? [] : [`${first} lines came before the first record`];
  return { rows: error === null ? told : [], error, notes: [...notes, ...before] };
}

function parsedLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw unreadableOutput(`Line ${number} that PowerShell wrote is not JSON`, error);
  }
}

function checkEnd(records: readonly unknown[]): void {
  const end = endRecord.safeParse(records.at(-1));
  if (!end.success) {
    throw unreadableOutput('What PowerShell wrote is cut off: it lacks the end record');
  }
  const came = records.length - 1;
  if (end.data.count !== came) {
    throw unreadableOutput(
      `PowerShell wrote ${came} records and counted ${end.data.count} in its end record`,
    );
  }
}

function rowIn<Row>(value: unknown, schema: z.ZodType<Row>, number: number): Row {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : ` in ${issue.path.join('.')}`;
  throw unreadableOutput(`Line ${number} that PowerShell wrote is not the record expected${where}`);
}
