// Where the harness keeps things, all of it outside the repository: what it builds, for the next time, and what runs
// now.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const REPOSITORY = resolve(__dirname, '..', '..');

/** The Go modules: what the cluster and its images are made of. */
export const GO_MODULES = join(__dirname, 'go');

/**
 * Binaries and image archives, each named by its version and a hash of what it was made from. Deleting it costs a cold
 * build.
 */
export const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk8s-extension-api-server');

/**
 * One folder a running cluster. The path is short because a socket's may have 107 characters, and on a disk because
 * images are unpacked here.
 */
export const RUNS = '/var/tmp/cdk8s-extension-api-server';
