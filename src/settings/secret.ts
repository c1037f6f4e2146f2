import { inspect } from 'node:util';

/** What stands where a secret would be shown. */
const secretMask = '•••';

/** A secret on its way from the settings to the one place that needs it: printing, JSON and inspection show a mask. */
export interface Secret {
  readonly reveal: () => string;
  readonly toString: () => string;
  readonly toJSON: () => string;
}

/** Wraps a value; the holder has no property the value could be read from. */
export function secret(value: string): Secret {
  const masked = () => secretMask;
  return Object.freeze({
    reveal: () => value,
    toString: masked,
    toJSON: masked,
    [inspect.custom]: masked,
  });
}

/** True for a value that `secret` made. */
export function isSecret(value: unknown): value is Secret {
  return (
    typeof value === 'object' &&
    value !== null &&
    'reveal' in value &&
    typeof value.reveal === 'function'
  );
}
