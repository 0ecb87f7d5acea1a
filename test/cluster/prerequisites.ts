// Checks what the harness needs on the machine. An error is one line that names what is missing and how to install it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './command';

/** A program or file, and the Debian package that brings it. */
const FROM_PACKAGES: readonly (readonly [string, string])[] = [
  ['containerd', 'containerd'],
  ['ctr', 'containerd'],
  ['runc', 'runc'],
  ['iptables', 'iptables'],
  ['conntrack', 'conntrack'],
  ['ip', 'iproute2'],
  ['openssl', 'openssl'],
  ['curl', 'curl'],
  ['nsenter', 'util-linux'],
  ['unshare', 'util-linux'],
  ['mount', 'mount'],
  ['ss', 'iproute2'],
  ['/usr/lib/cni/bridge', 'containernetworking-plugins'],
];

export async function checkPrerequisites(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(
      'the e2e cluster needs root on Linux: it makes network namespaces and containers; run it with sudo, or set E2E_KUBECONFIG to use a cluster that exists',
    );
  }
  const missing = new Set(FROM_PACKAGES.filter(([program]) => !isInstalled(program)).map(([, name]) => name));
  if (missing.size > 0)
    throw new Error(`the e2e cluster needs ${[...missing].join(', ')}; apt-get install -y ${[...missing].join(' ')}`);
  if (!isInstalled('go'))
    throw new Error(
      `the e2e cluster needs Go ${GO.join('.')} or later to build Kubernetes; see https://go.dev/doc/install`,
    );
  const version = (await run('go', ['env', 'GOVERSION'])).trim();
  if (!isAtLeast(version))
    throw new Error(
      `the e2e cluster needs Go ${GO.join('.')} or later to build Kubernetes, got ${version}; see https://go.dev/doc/install`,
    );
}

/** Required by the module of the metrics-server. */
const GO = [1, 26, 4] as const;

function isAtLeast(version: string): boolean {
  const numbers = [...version.matchAll(/\d+/g)].map(Number);
  const difference = GO.map((least, index) => (numbers[index] ?? 0) - least).find(value => value !== 0);
  return (difference ?? 0) >= 0;
}

export function isInstalled(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}
