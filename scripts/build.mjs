// Bundles src/ and its libraries to dist/, from nothing, and lays the scripts for PowerShell beside the code that starts them:
// a few files start in half the time that a thousand take.
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const from = join(root, 'src');
const to = join(root, 'dist', 'app');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    main: join(from, 'app', 'main.ts'),
    'plan-process': join(from, 'app', 'plan-process.ts'),
  },
  platform: 'node',
  // Compiled for each machine, and never installed here.
  external: ['pg-native'],
});
await bundle.write({ dir: to, format: 'esm', chunkFileNames: '[name]-[hash].js' });
await bundle.close();
cpSync(join(from, 'veeam', 'powershell', 'scripts'), join(to, 'scripts'), { recursive: true });
