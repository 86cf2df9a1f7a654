import { defineConfig } from 'vitest/config';

/** Rooms whose tests run real programs: they need the build, and a core for themselves. */
const programs = [
  'test/cli/**',
  'test/examples/**',
  'test/daemon/**',
  'test/end-to-end/**',
  'test/crash/**',
  'test/planes/**',
  'test/simulation/**',
  'test/admin-http/browser/**',
];

export default defineConfig({
  test: {
    reporters: ['default', './scripts/counting-reporter.mjs'],
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: programs,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'programs',
          include: programs.map((room) => `${room}/*.test.ts`),
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
