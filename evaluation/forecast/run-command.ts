import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/app/main.js', import.meta.url));

/** Runs `dr365 backtest` as a user would, in a process of its own; what it printed. */
export function backtest(options: readonly string[]): Promise<string> {
  return runNode([main, 'backtest', ...options]);
}

/** Runs a script with the Node.js of this process; its stdout, or an error that carries its stderr. */
export function runNode(command: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${command.join(' ')} ended with ${code}: ${stderr}`));
    });
  });
}
