import { Console } from 'node:console';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer, type McpContext } from './create-mcp-server.ts';
import { createStdioWire } from './stdio-wire.ts';

const answerDeadlineMs = 1000;
const closeDeadlineMs = 2000;

/** What serving a client on standard input and output needs besides answers. */
export interface StdioServing extends McpContext {
  /** Closes stores and journal; waited for at most two seconds. */
  readonly close: () => Promise<void>;
  /** Ends the process: open database connections would keep it alive after its client is gone. */
  readonly exit: (code: number) => void;
}

/** Serves one client until it closes standard input, standard output breaks, or the process is told to stop. */
export function serveMcpOnStdio(context: StdioServing): void {
  globalThis.console = new Console({ stdout: process.stderr, stderr: process.stderr });
  const { input, output } = createStdioWire(process.stdout, answerDeadlineMs);
  const handle = serveStdio(() => createMcpServer(context), {
    transport: new StdioServerTransport(input, output),
    onerror: (error) => context.journal.error('mcp', error),
  });
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    const deadline = setTimeout(() => context.exit(0), closeDeadlineMs);
    const closing = handle.close().then(() => context.close());
    closing
      .catch((error: unknown) => context.journal.error('mcp', error))
      .finally(() => {
        clearTimeout(deadline);
        context.exit(0);
      });
  };
  process.stdout.on('error', stop);
  process.stdin.on('error', stop);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  input.on('close', stop);
  process.stdin.pipe(input);
}
