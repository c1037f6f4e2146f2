import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Both must be set before the rest is loaded. A pass makes much short-lived garbage; without a bound V8 lets
// it pile up to hundreds of megabytes. The cache halves the start of every command after the first.
setFlagsFromString('--max-semi-space-size=8');
setFlagsFromString('--semi-space-growth-factor=1');
enableCompileCache();

const { runProcess } = await import('./command-line-process.ts');
await runProcess();
