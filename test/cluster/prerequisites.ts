// What must be on the machine before anything is built or started. What is missing is named in one line, with what to do about it.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { attempt } from './command';

/** A program or file, and the Debian package that brings it. */
const FROM_PACKAGES: readonly (readonly [string, string])[] = [
  ['containerd', 'containerd'],
  ['ctr', 'containerd'],
  ['runc', 'runc'],
  ['iptables', 'iptables'],
  ['conntrack', 'conntrack'],
  ['ip', 'iproute2'],
  ['openssl', 'openssl'],
  ['nsenter', 'util-linux'],
  ['/usr/lib/cni/bridge', 'containernetworking-plugins'],
];

export async function checkPrerequisites(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error('the e2e cluster needs root on Linux: it makes network namespaces and containers; run it with sudo, or set E2E_KUBECONFIG to use a cluster that exists');
  }
  const missing = new Set(FROM_PACKAGES.filter(([program]) => !isInstalled(program)).map(([, name]) => name));
  if (missing.size > 0) throw new Error(`the e2e cluster needs ${[...missing].join(', ')}; apt-get install -y ${[...missing].join(' ')}`);
  if (!isInstalled('kubectl')) throw new Error('the e2e cluster needs kubectl; see https://kubernetes.io/docs/tasks/tools/');
  if (!(await attempt('go', ['version'])).ok) throw new Error('the e2e cluster needs Go 1.26 or later to build Kubernetes; see https://go.dev/doc/install');
}

function isInstalled(program: string): boolean {
  if (program.startsWith('/')) return existsSync(program);
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => existsSync(join(folder, program)));
}
