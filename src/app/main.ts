import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

// Set before the rest is loaded. A pass makes much short-lived garbage, which V8 lets pile up to hundreds of
// megabytes unless its heap grows with what lives in it. The young part grows once, to 4 MB while the program loads, and stays
// there, too small for several threads to share: waking them is a tenth of a pass's time. The cache halves the start of
// every command after the first.
setFlagsFromString('--heap-growing-percent=100');
setFlagsFromString('--semi-space-growth-factor=4');
setFlagsFromString('--no-parallel-scavenge');
enableCompileCache();

const { runProcess } = await import('./command-line-process.ts');
setFlagsFromString('--semi-space-growth-factor=1');
await runProcess();
