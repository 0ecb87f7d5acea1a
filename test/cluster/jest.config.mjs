// npm run e2e: the tests on a real cluster. They are a run of their own because they need root, Go and minutes; npm
// test needs Node alone.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const rootDir = resolve(import.meta.dirname, '..', '..');
const { jest: unit } = JSON.parse(readFileSync(resolve(rootDir, 'package.json'), 'utf8'));

export default {
  rootDir,
  setupFiles: unit.setupFiles,
  testMatch: ['<rootDir>/test/cluster/**/*.e2e.ts'],
  modulePathIgnorePatterns: unit.modulePathIgnorePatterns,
  transform: unit.transform,
  moduleNameMapper: unit.moduleNameMapper,
  testEnvironment: '<rootDir>/test/cluster/test-environment.ts',
  globalSetup: '<rootDir>/test/cluster/jest-setup.ts',
  globalTeardown: '<rootDir>/test/cluster/jest-teardown.ts',
  // One after the other, and in the process that the setup ran in: it owns the clusters and ends them on a signal.
  maxWorkers: 1,
  // More than what a test waits for may take, so that the wait which was in vain is the one that is told.
  testTimeout: 1_200_000,
  verbose: true,
};
