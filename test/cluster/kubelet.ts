// Runs the kubelet of one node.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCgroup, nodeCgroups } from './cgroups';
import type { Containerd } from './containerd';
import type { ControlPlane } from './control-plane';
import { type RunningProcess, start } from './processes';

export async function startKubelet(
  control: ControlPlane,
  node: number,
  folder: string,
  containerd: Containerd,
  mounts: RunningProcess,
): Promise<string> {
  const { slot, kube, authority } = control;
  const name = `node${node + 1}`;
  const address = slot.addresses.nodes[node] as string;
  const cgroup = `${nodeCgroups(slot)}${node + 1}`;
  await makeCgroup(cgroup);
  mkdirSync(folder, { recursive: true });
  // No name server listens there, so that lookups fail at once.
  const resolvConf = join(folder, 'resolv.conf');
  writeFileSync(resolvConf, `nameserver ${slot.addresses.host}\n`);
  const serving = await authority.issue({
    commonName: `system:node:${name}`,
    organization: 'system:nodes',
    servesAt: [name, address],
  });
  const config = join(folder, 'kubelet.json');
  writeFileSync(
    config,
    JSON.stringify(
      {
        apiVersion: 'kubelet.config.k8s.io/v1beta1',
        kind: 'KubeletConfiguration',
        address,
        healthzPort: 10248 - node,
        readOnlyPort: 0,
        authentication: {
          anonymous: { enabled: false },
          webhook: { enabled: true },
          x509: { clientCAFile: authority.certificate.certFile },
        },
        authorization: { mode: 'Webhook' },
        tlsCertFile: serving.certFile,
        tlsPrivateKeyFile: serving.keyFile,
        containerRuntimeEndpoint: `unix://${containerd.socket}`,
        cgroupDriver: 'cgroupfs',
        cgroupRoot: `/${cgroup}`,
        failCgroupV1: false,
        failSwapOn: false,
        enforceNodeAllocatable: [],
        // A nearly full disk must not fail a test.
        imageGCHighThresholdPercent: 100,
        evictionHard: { 'memory.available': '100Mi' },
        // Updates mounted Secrets within seconds instead of a minute.
        syncFrequency: '5s',
        resolvConf,
        podLogsDir: join(folder, 'pod-logs'),
        volumePluginDir: join(folder, 'volume-plugins'),
      },
      null,
      2,
    ),
  );
  start(slot, {
    name: `${name}-kubelet`,
    command: kube,
    mountsOf: mounts.pid,
    args: [
      'kubelet',
      `--config=${config}`,
      `--hostname-override=${name}`,
      `--node-ip=${address}`,
      `--root-dir=${join(folder, 'kubelet')}`,
      `--cert-dir=${join(folder, 'certificates')}`,
      `--kubeconfig=${await control.kubeconfigFor(`system:node:${name}`, 'system:nodes')}`,
    ],
  });
  return name;
}
