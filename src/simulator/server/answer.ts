/** What the server sends back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What follows the body, made while it is sent: too much to hold at once. */
  readonly pieces?: Iterable<string>;
}

/** The error words of VBR's error model. */
export type ErrorCode =
  | 'AccessDenied'
  | 'InvalidURI'
  | 'MethodNotAllowed'
  | 'NotFound'
  | 'NotImplemented'
  | 'ServiceUnavailable'
  | 'UnexpectedContent'
  | 'UnknownError';

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, headers: jsonHeaders, body: JSON.stringify(value) };
}

const linesAPiece = 500;

/** Rows as one JSON document a line. */
export function linesAnswer(rows: Iterable<unknown>): Answer {
  const headers = { 'content-type': 'application/x-ndjson; charset=utf-8' };
  return { status: 200, headers, body: '', pieces: piecesOf(rows) };
}

function* piecesOf(rows: Iterable<unknown>): Iterable<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(`${JSON.stringify(row)}\n`);
    if (lines.length < linesAPiece) continue;
    yield lines.join('');
    lines = [];
  }
  if (lines.length > 0) yield lines.join('');
}

export function errorAnswer(status: number, errorCode: ErrorCode, message: string): Answer {
  return jsonAnswer({ errorCode, message }, status);
}

/** A bare status, as VBR gives for a missing or expired token. */
export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: '' };
}

export function notFound(what: string, id: string): Answer {
  return jsonAnswer(
    { errorCode: 'NotFound', message: `${what} was not found.`, resourceId: id },
    404,
  );
}
