/** What the server sends back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The error words of VBR's error model. */
export type ErrorCode =
  | 'AccessDenied'
  | 'InvalidURI'
  | 'MethodNotAllowed'
  | 'NotFound'
  | 'NotImplemented'
  | 'ServiceUnavailable'
  | 'UnexpectedContent';

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, headers: jsonHeaders, body: JSON.stringify(value) };
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
