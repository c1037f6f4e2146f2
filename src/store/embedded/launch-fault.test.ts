import { expect, test } from 'vitest';
import { lastingFault, launchFault } from './launch-fault.ts';

test.for([
  [3_221_225_781, '', 'Visual C++ runtime'],
  [1, 'The code execution cannot proceed because VCRUNTIME140.dll was not found', 'Visual C++'],
  [
    1,
    'Execution of PostgreSQL by a user with administrative permissions is not\npermitted.',
    'administrative permissions',
  ],
  [1, 'initdb: error: cannot be run as root', 'administrative permissions'],
  [1, 'could not write file: No space left on device', 'disk of the home folder is full'],
  [null, 'EACCES spawn EACCES', 'may not use the folder'],
] as const)('exit code %s with "%s" is named: %s', ([exitCode, output, happened]) => {
  const fault = lastingFault({ exitCode, output });
  expect(fault?.code).toBe('database-refused');
  expect(fault?.happened).toContain(happened);
  expect(fault?.next).not.toBe('');
});

test('a start that another process was quicker with may be tried again', () => {
  const output = 'pg_ctl: another server might be running; could not start server';
  expect(lastingFault({ exitCode: 1, output })).toBeNull();
});

test('any other failure carries the last line and where to read on', () => {
  const fault = launchFault('started', { exitCode: 1, output: 'one\nlast words\n' }, 'the.log');
  expect(fault.code).toBe('database-down');
  expect(fault.message).toContain('could not be started (last words)');
  expect(fault.message).toContain('the.log');
});
