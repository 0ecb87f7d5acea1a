import fc from 'fast-check';
import { parse } from 'yaml';
import { AggregationLayer, AggregationLayerProps, FrontProxy, KubeadmApiVersion } from 'cdk8s-extension-api-server';

const list = (sent: string) =>
  fc
    .array(fc.oneof({ weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z-]{1,12}$/) }, fc.string({ maxLength: 6 })), {
      maxLength: 3,
    })
    .map(more => [sent, ...more]);
const descriptions = fc.record({
  allowedNames: fc.option(list('front-proxy-client'), { nil: undefined }),
  usernameHeaders: fc.option(list('X-Remote-User'), { nil: undefined }),
  groupHeaders: fc.option(list('X-Remote-Group'), { nil: undefined }),
  extraHeaderPrefixes: fc.option(list('X-Remote-Extra-'), { nil: undefined }),
  aggregatorRouting: fc.option(fc.boolean(), { nil: undefined }),
});

const onHost = FrontProxy.fromHost({
  caFile: '/srv/proxy/ca.crt',
  certificateFile: '/srv/proxy/client.crt',
  privateKeyFile: '/srv/proxy/client.key',
});

/** Flags by name, as kube-apiserver reads them. */
const read = (flags: readonly (readonly [string, string])[]): Record<string, string[]> => {
  const found: Record<string, string[]> = {};
  flags.forEach(([name, value]) => (found[name] ??= []).push(...value.split(',')));
  return found;
};
const split = (flag: string): [string, string] => [flag.slice(0, flag.indexOf('=')), flag.slice(flag.indexOf('=') + 1)];

test('random options are refused in one line, or every form has the same settings', () => {
  let accepted = 0;
  fc.assert(
    fc.property(descriptions, description => {
      let layer: AggregationLayer;
      try {
        layer = new AggregationLayer({ frontProxy: onHost, ...(description as Partial<AggregationLayerProps>) });
      } catch (error) {
        expect((error as Error).name).toBe('InvalidInput');
        expect((error as Error).message).toMatch(/^AggregationLayer: [^\n]+; [^\n]+$/);
        return;
      }
      accepted += 1;
      const plain = read(layer.flags().map(flag => split(flag.slice(2))));
      for (const name of ['usernameHeaders', 'groupHeaders'] as const) {
        expect(plain[`requestheader-${name === 'usernameHeaders' ? 'username' : 'group'}-headers`]).toEqual(
          description[name] ?? [name === 'usernameHeaders' ? 'X-Remote-User' : 'X-Remote-Group'],
        );
      }
      const map = (
        parse(layer.kubeadm({ apiVersion: KubeadmApiVersion.V1BETA3 })) as {
          apiServer: { extraArgs: Record<string, string> };
        }
      ).apiServer.extraArgs;
      const pairs = (parse(layer.kubeadm()) as { apiServer: { extraArgs: { name: string; value: string }[] } })
        .apiServer.extraArgs;
      expect(read(Object.entries(map))).toEqual(read(pairs.map(({ name, value }) => [name, value])));
      expect(plain).toMatchObject(read(Object.entries(map)));
      const k3s = read((parse(layer.k3s()) as { 'kube-apiserver-arg+': string[] })['kube-apiserver-arg+'].map(split));
      expect({
        ...plain,
        ...(description.aggregatorRouting === false && { 'enable-aggregator-routing': ['false'] }),
      }).toMatchObject(k3s);
      expect(layer.rke2()).toBe(layer.k3s());
    }),
    { numRuns: 100 },
  );
  expect(accepted).toBeGreaterThan(10);
});
