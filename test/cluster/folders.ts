// Where the harness keeps files: builds for the next run, and the state of running clusters, outside the repository.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const REPOSITORY = resolve(__dirname, '..', '..');

/** The Go modules that the cluster and its images are built from. */
export const GO_MODULES = join(__dirname, 'go');

/**
 * Binaries and image archives. Their names contain the version and a hash of all inputs. Deleting the folder costs a
 * cold build.
 */
export const CACHE = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cdk8s-extension-api-server');

/**
 * One folder for each running cluster. Short, because a socket's path is limited to 107 characters; on a disk, because
 * images are unpacked here.
 */
export const RUNS = '/var/tmp/cdk8s-extension-api-server';
