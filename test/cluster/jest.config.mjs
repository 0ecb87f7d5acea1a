// npm run e2e: the tests on a real cluster. They need root, Go and minutes; npm test needs Node alone.
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
  // A suite mostly waits for Kubernetes. On one existing cluster the suites would get into each other's way.
  maxWorkers: process.env.E2E_KUBECONFIG ? 1 : 2,
  // Longer than every wait within a test, so that the wait fails first: its message names the condition.
  testTimeout: 1_200_000,
  verbose: true,
  // Prints the time of every suite.
  slowTestThreshold: 0,
};
