import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

const minutes = 60_000;

export default defineConfig({
  test: {
    // Many tests wait for a database or another process, so there are more workers than cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          testTimeout: 20_000,
          // The product keeps no state in its modules: files share a process, and what it has loaded.
          isolate: false,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{house,database,contract,journey}/**/*.test.ts'],
          globalSetup: ['test/built-program.ts', 'test/database-cluster.ts'],
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
          isolate: false,
        },
      },
    ],
  },
});
