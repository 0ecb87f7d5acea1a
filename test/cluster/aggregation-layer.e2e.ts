// kube-apiserver runs with the flags and files of AggregationLayer and sends requests to the sample-apiserver: through
// Services with kube-proxy, and directly to the pods with aggregator routing and no kube-proxy.
import {
  AggregationLayer,
  type AggregationLayerProps,
  ExtensionApiServer,
  FrontProxy,
  Storage,
  Tls,
} from 'cdk8s-extension-api-server';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { deploy, newKeyFolder, synthesize, WARDLE } from './deployed';
import { describeOwnCluster } from './existing-cluster';
import { frontProxyConfig } from './front-proxy-config';

const RUNS: [string, boolean, Omit<AggregationLayerProps, 'frontProxy'>][] = [
  ['with kube-proxy', true, {}],
  [
    'with aggregator routing and without kube-proxy',
    false,
    { aggregatorRouting: true, groupHeaders: ['X-Remote-Group', 'X-Team'] },
  ],
];

describeOwnCluster.each(RUNS)('kube-apiserver %s', (name, kubeProxy, props) => {
  let layer: AggregationLayer;
  let cluster: OwnCluster;
  beforeAll(async () => {
    layer = new AggregationLayer({ frontProxy: FrontProxy.generated({ directory: newKeyFolder() }), ...props });
    cluster = await startCluster({
      nodes: 1,
      name,
      kubeProxy,
      aggregation: {
        flags: layer.flags(),
        files: Object.fromEntries(layer.hostFiles.map(({ path, content }) => [path, content])),
      },
    });
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  test('publishes the described front proxy to API servers', async () => {
    const data = await frontProxyConfig(cluster);
    const flag = (flagName: string) =>
      layer
        .flags()
        .find(one => one.startsWith(`--${flagName}=`))
        ?.split('=')[1]
        ?.split(',');
    expect(
      ['allowed-names', 'extra-headers-prefix', 'group-headers', 'username-headers'].map(
        field => JSON.parse(data[`requestheader-${field}`] ?? 'null') as unknown,
      ),
    ).toEqual(
      [
        'requestheader-allowed-names',
        'requestheader-extra-headers-prefix',
        'requestheader-group-headers',
        'requestheader-username-headers',
      ].map(flag),
    );
    expect(layer.hostFiles.map(({ content }) => content)).toContain(data['requestheader-client-ca-file']);
  });

  test('reaches the server, which accepts its client certificate', async () => {
    await deploy(
      cluster,
      synthesize(
        chart =>
          new ExtensionApiServer(chart, 'wardle', {
            ...WARDLE,
            storage: Storage.etcdSidecar(),
            tls: Tls.generated({ directory: newKeyFolder() }),
          }),
      ),
    );
  });
});
