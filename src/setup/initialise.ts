import { join, resolve } from 'node:path';
import { Fault } from '../domain/errors.ts';
import type { AccountSight, ServerAddress, ServerProbe, Trust } from '../ports/server-probe.ts';
import { checkWritable } from './check-writable.ts';
import {
  applyClaudeDesktopPlans,
  type ClaudeDesktopEntry,
  planClaudeDesktopEntry,
} from './claude-desktop-entry.ts';
import {
  applyEnvFilePlan,
  planEnvFile,
  readEnvFile,
  type WrittenFile,
} from './environment-file.ts';
import { certificateLines, pinCertificate } from './pin-certificate.ts';
import type { Prompt } from './prompt.ts';
import { readTextFile } from './read-text-file.ts';
import { replaceFile } from './replace-file.ts';
import { addressText, setupLines } from './setup-lines.ts';

export interface SetupDependencies {
  readonly probe: ServerProbe;
  /** Null when nobody can be asked. */
  readonly prompt: Prompt | null;
  /** Reads host, host:port or URL; throws a Fault with the reason. */
  readonly parseAddress: (text: string) => ServerAddress;
  /** Told what a person should see at once, such as the fingerprint before the question about it. */
  readonly tell: (line: string) => void;
  readonly home: string;
  readonly now: Date;
  /** Text of a commented settings file, put into the home when it has none. */
  readonly settingsFileText?: string;
  /** Keeps the password better than .env can, on Windows; without it .env holds the password. */
  readonly keepPassword?: (password: string) => Promise<void>;
  /** Null with --no-claude. */
  readonly claude: { readonly paths: readonly string[]; readonly entry: ClaudeDesktopEntry } | null;
}

/** What was given by flags and environment; null is asked for. The password is never a flag. */
export interface SetupAnswers {
  readonly server: string | null;
  readonly username: string | null;
  readonly password: string | null;
  readonly fingerprint: string | null;
  readonly acceptFingerprint: boolean;
  /** An authority instead of a pin. */
  readonly caFile?: string | null;
}

export interface SetupReport {
  readonly sight: AccountSight;
  readonly written: readonly WrittenFile[];
  /** What was done, for people. */
  readonly lines: readonly string[];
}

/**
 * First set-up: server, certificate, account, .env and the Claude Desktop entry. The account is tried once.
 * Whatever can be refused is refused before the first write.
 */
export async function initialise(
  deps: SetupDependencies,
  answers: SetupAnswers,
): Promise<SetupReport> {
  const { home, now, claude, probe, parseAddress } = deps;
  const file = join(home, '.env');
  const earlier = await readEnvFile(file);
  const claudePlans = claude === null ? [] : await planClaudeDesktopEntry(claude);
  for (const path of [file, ...claudePlans.map((plan) => plan.file)]) await checkWritable(path);

  const asked = parseAddress(
    await answerTo(deps, answers.server, serverQuestion, earlier['VEEAM_SERVER']),
  );
  const { address, trust } = await trustedServer(
    deps,
    answers,
    asked,
    earlier['VEEAM_TLS_FINGERPRINT'],
  );
  const username = await answerTo(
    deps,
    answers.username,
    usernameQuestion,
    earlier['VEEAM_USERNAME'],
  );
  const password = await answerTo(deps, answers.password, passwordQuestion);
  const sight = await probe.account(address, trust, { username, password });

  const { keepPassword } = deps;
  const environmentPlan = await planEnvFile(file, {
    VEEAM_SERVER: addressText(address),
    VEEAM_USERNAME: username,
    VEEAM_PASSWORD: keepPassword === undefined ? password : null,
    VEEAM_TLS_FINGERPRINT: trust.kind === 'fingerprint' ? trust.sha256.join(',') : null,
    VEEAM_CA_FILE: trust.kind === 'authority' ? trust.caFile : null,
  });
  await keepPassword?.(password);
  const environmentFile = await applyEnvFilePlan(environmentPlan);
  const settingsFiles = await newSettingsFile(deps);
  const claudeFiles = await applyClaudeDesktopPlans(claudePlans, now);
  const files = { environmentFile, settingsFiles, claudeFiles };
  const written = [environmentFile, ...settingsFiles, ...claudeFiles];
  return { sight, written, lines: setupLines({ address, username, sight, files }) };
}

async function newSettingsFile({
  home,
  settingsFileText,
}: SetupDependencies): Promise<readonly WrittenFile[]> {
  const file = join(home, 'dr365.config.yaml');
  if (settingsFileText === undefined || (await readTextFile(file)) !== null) return [];
  await replaceFile(file, settingsFileText, 0o640);
  return [{ file, changed: true, backup: null, warnings: [] }];
}

interface Question {
  readonly text: string;
  readonly flag: string;
  readonly secret: boolean;
}

const serverQuestion = {
  text: 'VBR server (host, host:port or URL)',
  flag: '--server',
  secret: false,
};
const usernameQuestion = {
  text: 'Account (role Veeam Backup Viewer)',
  flag: '--username',
  secret: false,
};
const passwordQuestion = {
  text: 'Password',
  flag: 'the environment variable VEEAM_PASSWORD',
  secret: true,
};

async function answerTo(
  { prompt }: SetupDependencies,
  given: string | null,
  { text, flag, secret }: Question,
  before?: string,
): Promise<string> {
  if (given !== null && given !== '') return given;
  const options = before === undefined ? { secret } : { secret, default: before };
  const answer = prompt === null ? '' : await prompt.ask(text, options);
  const kept = secret ? answer : answer.trim();
  if (kept !== '') return kept;
  throw new Fault({
    code: 'input-invalid',
    happened: `Set-up got no answer to "${text}"`,
    means: 'it cannot go on, and nothing was written',
    next: `answer it at a terminal or give it as ${flag}`,
  });
}

/** The port is kept as well: it is the one whose certificate was seen. */
async function trustedServer(
  { probe, tell, prompt, home }: SetupDependencies,
  answers: SetupAnswers,
  asked: ServerAddress,
  pinned = '',
): Promise<{ readonly address: ServerAddress; readonly trust: Trust }> {
  const seen = await probe.certificate(asked);
  const address = { host: asked.host, port: asked.port ?? seen.port };
  for (const line of certificateLines(asked.host, seen)) tell(line);
  if (answers.caFile) {
    // As the settings will read it: seen from the home.
    return { address, trust: { kind: 'authority', caFile: resolve(home, answers.caFile) } };
  }
  const { fingerprint: expected, acceptFingerprint: accept } = answers;
  return { address, trust: await pinCertificate({ seen, expected, accept, pinned, prompt }) };
}
