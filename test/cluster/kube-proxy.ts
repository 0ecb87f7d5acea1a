// Runs kube-proxy. One is enough: the nodes share the network namespace that it writes its rules into.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './command';
import type { ControlPlane } from './control-plane';
import { eventually } from './eventually';
import { inNetwork } from './network';
import { type RunningProcess, start } from './processes';
import type { Slot } from './slot';

export async function startKubeProxy({ slot, kube, kubeconfigFor }: ControlPlane): Promise<RunningProcess> {
  const config = join(slot.folder, 'kube-proxy.json');
  writeFileSync(
    config,
    JSON.stringify(
      {
        apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
        kind: 'KubeProxyConfiguration',
        mode: 'iptables',
        clusterCIDR: slot.addresses.pods,
        hostnameOverride: 'node1',
        clientConnection: { kubeconfig: await kubeconfigFor('system:kube-proxy') },
        // These are limits of the whole machine.
        conntrack: { maxPerCore: 0, min: 0 },
      },
      null,
      2,
    ),
  );
  return start(slot, { name: 'kube-proxy', command: kube, args: ['kube-proxy', `--config=${config}`] });
}

/**
 * Waits for kube-proxy's first rules, which it writes when node1 exists. A pod that starts earlier cannot reach
 * kube-apiserver and is restarted.
 */
export async function carriesServices(slot: Slot): Promise<void> {
  const [enter, ...rest] = inNetwork(slot);
  await eventually('kube-proxy routes the Service of kube-apiserver', async () => {
    const { ok, stdout } = await attempt(enter as string, [
      ...rest,
      'iptables',
      '--wait',
      '-t',
      'nat',
      '-S',
      'KUBE-SERVICES',
    ]);
    return ok && stdout.includes(` -d ${slot.addresses.kubernetesService}/32 `);
  });
}
