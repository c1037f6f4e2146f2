import { defineConfig } from 'vitest/config';

const minutes = 60_000;

export default defineConfig({
  test: {
    // Many tests wait for a database or another process, so there are more workers than cores.
    maxWorkers: 3,
    reporters: [process.env['CI'] ? 'dot' : 'default', './test/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          testTimeout: 20_000,
          // Pure code keeps nothing between two files: they share a process, and what it has loaded.
          isolate: false,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{house,database,contract,journey}/**/*.test.ts'],
          globalSetup: ['test/database-cluster.ts'],
          testTimeout: 2 * minutes,
          hookTimeout: 2 * minutes,
        },
      },
    ],
  },
});
