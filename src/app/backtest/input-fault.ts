import { Fault } from '../../domain/errors.ts';

/** What is wrong with an input file, at which line where one is to blame. */
export function inputFault(
  file: string,
  line: number | null,
  means: string,
  next: string,
  cause?: unknown,
): Fault {
  const place = line === null ? file : `${file} line ${line}`;
  return new Fault({
    code: 'input-invalid',
    happened: `${place} cannot be used`,
    means,
    next: `${next}; nothing was written`,
    cause,
  });
}
