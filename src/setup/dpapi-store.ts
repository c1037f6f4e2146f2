import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../domain/errors.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { replaceFile } from './replace-file.ts';
import type { RunProgram } from './run-program.ts';
import { windowsPowerShell } from './schedule/windows-schedule.ts';

export interface DpapiParts {
  readonly folder: string;
  readonly run: RunProgram;
  readonly systemRoot?: string;
}

/** Passwords that a person gave. The logins that DR365 makes for itself stay in files: starting PowerShell for each of them at every command would cost seconds. */
const sealedNames = /^(?:server-password-[a-z0-9._-]+|database-password)$/;

/**
 * On Windows seals the passwords that a person gave with DPAPI in machine scope, so that a scheduled task opens them under any
 * account that may read the file: the file's access list is what guards them. Not run on Windows by its authors.
 */
export function withDpapi(parts: DpapiParts, behind: SecretStore): SecretStore {
  const fileOf = (name: string) => join(parts.folder, `${name}.dpapi`);
  return {
    read: async (name) => {
      if (!sealedNames.test(name)) return behind.read(name);
      const sealed = await readFile(fileOf(name), 'utf8').catch(() => null);
      return sealed === null ? behind.read(name) : transform(parts, 'Unprotect', sealed.trim());
    },
    write: async (name, value) => {
      if (!sealedNames.test(name)) return behind.write(name, value);
      const plain = Buffer.from(value, 'utf8').toString('base64');
      const sealed = await transform(parts, 'Protect', plain);
      await mkdir(parts.folder, { recursive: true, mode: 0o700 });
      await replaceFile(fileOf(name), sealed, 0o600);
    },
  };
}

/** A fixed text: the secret comes on stdin in Base64 and goes out on stdout, so no argument and no shell ever holds it. */
function script(action: 'Protect' | 'Unprotect'): string {
  return [
    "$ErrorActionPreference = 'Stop'",
    'Add-Type -AssemblyName System.Security',
    "$entropy = [Text.Encoding]::UTF8.GetBytes('dr365')",
    '$given = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())',
    `$made = [Security.Cryptography.ProtectedData]::${action}($given, $entropy, 'LocalMachine')`,
    '[Console]::Out.Write([Convert]::ToBase64String($made))',
  ].join('; ');
}

/** Protect gives the sealed bytes in Base64, Unprotect the text. */
async function transform(
  { run, systemRoot }: DpapiParts,
  action: 'Protect' | 'Unprotect',
  input: string,
): Promise<string> {
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script(action)];
  const { succeeded, output } = await run(windowsPowerShell(systemRoot), words, { input });
  if (!succeeded || !/^[A-Za-z0-9+/]+=*$/.test(output.trim())) {
    throw new Fault({
      code: 'settings-invalid',
      happened: 'Windows could not open or seal a password (DPAPI)',
      means: 'it was sealed on another machine, or this account may not use DPAPI',
      next: 'give the password again with "dr365 init", or by VEEAM_PASSWORD_FILE',
    });
  }
  const made = output.trim();
  return action === 'Protect' ? made : Buffer.from(made, 'base64').toString('utf8');
}
