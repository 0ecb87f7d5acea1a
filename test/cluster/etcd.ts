// Runs etcd: the cluster's own, and others for API servers that store their objects outside their pods.
import { join } from 'node:path';
import { Authority, type Certificate } from './authorities';
import { inNamespace } from './network';
import { type RunningProcess, ready, start } from './processes';
import type { Slot } from './slot';

const NO_FSYNC = '--unsafe-no-fsync';
const QUIET = '--log-level=warn';

/** Loopback in the cluster's network namespace. */
export const CLUSTER_ETCD = 'http://127.0.0.1:2379';

export async function startClusterEtcd(slot: Slot, kube: string): Promise<RunningProcess> {
  const running = start(slot, {
    name: 'etcd',
    command: kube,
    args: [
      'etcd',
      `--data-dir=${join(slot.folder, 'etcd')}`,
      NO_FSYNC,
      QUIET,
      `--listen-client-urls=${CLUSTER_ETCD}`,
      `--advertise-client-urls=${CLUSTER_ETCD}`,
      '--listen-peer-urls=http://127.0.0.1:2380',
    ],
  });
  return running;
}

export interface ExternalEtcd {
  /** Reachable from pods too. */
  readonly endpoint: string;
  readonly caFile: string;
  /** Client certificate, which etcd requires. */
  readonly client: Certificate;
  readonly process: RunningProcess;
}

export async function startExternalEtcd(slot: Slot, kube: string, name: string, port: number): Promise<ExternalEtcd> {
  const pki = join(slot.folder, 'pki', name);
  const authority = await Authority.create(pki, `${name}-ca`);
  const { host } = slot.addresses;
  const server = await authority.issue({ commonName: name, servesAt: [host, '127.0.0.1', 'localhost'] });
  const client = await authority.issue({ commonName: `${name}-client` });
  const endpoint = `https://${host}:${port}`;
  const caFile = authority.certificate.certFile;
  const running = start(slot, {
    name,
    command: kube,
    args: [
      'etcd',
      `--name=${name}`,
      `--data-dir=${join(slot.folder, name)}`,
      NO_FSYNC,
      QUIET,
      `--listen-client-urls=${endpoint}`,
      `--advertise-client-urls=${endpoint}`,
      `--listen-peer-urls=http://127.0.0.1:${port + 1}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${port + 1}`,
      `--initial-cluster=${name}=http://127.0.0.1:${port + 1}`,
      `--cert-file=${server.certFile}`,
      `--key-file=${server.keyFile}`,
      '--client-cert-auth',
      `--trusted-ca-file=${caFile}`,
    ],
  });
  await ready(running, () => listens(slot, host, port));
  return { endpoint, caFile, client, process: running };
}

/** etcd opens the port when it serves. */
async function listens(slot: Slot, host: string, port: number): Promise<boolean> {
  const listening = await inNamespace(slot, 'ss', [
    '--no-header',
    '--listening',
    '--tcp',
    '--numeric',
    `src ${host} and sport = :${port}`,
  ]);
  return listening.trim() !== '';
}
