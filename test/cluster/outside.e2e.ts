// A server outside the cluster, as on a laptop: a process with the certificate from the folder pki/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Backend, ExtensionApiServer, Tls } from 'cdk8s-extension-api-server';
import { SAMPLE_APISERVER } from './binaries';
import { BUILD_LIMIT, built } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { answersFlunders, newKeyFolder, synthesize, WARDLE } from './deployed';
import { describeOwnCluster } from './existing-cluster';

const PORT = 18443;

describeOwnCluster('a server outside the cluster', () => {
  let cluster: OwnCluster;
  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1, name: 'outside' });
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  test('answers through an EndpointSlice with its address', async () => {
    const directory = newKeyFolder();
    const folder = synthesize(
      chart =>
        new ExtensionApiServer(chart, 'wardle', {
          namespace: WARDLE.namespace,
          apis: [...WARDLE.apis],
          backend: Backend.addresses([cluster.addresses.host], { port: PORT }),
          tls: Tls.generated({ directory }),
        }),
    );
    await cluster.kubectl(['apply', '-f', folder]);

    const etcd = await cluster.externalEtcd('laptop-etcd', 12379);
    const keys = join(directory, 'wardle', 'wardle');
    // Authenticates as the ServiceAccount of the manifests, by a certificate instead of a token.
    const kubeconfig = await cluster.kubeconfigFor('system:serviceaccount:wardle:wardle');
    cluster.start({
      name: 'laptop-server',
      command: await built(SAMPLE_APISERVER),
      args: [
        `--secure-port=${PORT}`,
        `--tls-cert-file=${join(keys, '1.crt')}`,
        `--tls-private-key-file=${join(keys, '1.key')}`,
        `--kubeconfig=${kubeconfig}`,
        `--authentication-kubeconfig=${kubeconfig}`,
        `--authorization-kubeconfig=${kubeconfig}`,
        `--etcd-servers=${etcd.endpoint}`,
        `--etcd-cafile=${etcd.caFile}`,
        `--etcd-certfile=${etcd.client.certFile}`,
        `--etcd-keyfile=${etcd.client.keyFile}`,
      ],
    });
    await cluster.waitFor('apiservice/v1alpha1.wardle.example.com', 'condition=Available');
    await answersFlunders(cluster);
    expect(readFileSync(join(keys, '1.crt'), 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });
});
