// The controllers that others' keys come from, at work: cert-manager issues and injects, Sealed Secrets unseals.
import { CERTIFICATE_VERIFIER, KUBESEAL } from './binaries';
import { built } from './builds';
import { startCertManager } from './cert-manager';
import { type OwnCluster, startCluster } from './cluster';
import { run } from './command';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';
import { startSealedSecrets } from './sealed-secrets';

describeOwnCluster('controllers', () => {
  let cluster: OwnCluster;
  beforeAll(async () => { cluster = await startCluster({ nodes: 1, name: 'controllers', images: [] }); });
  afterAll(() => cluster?.stop());

  test('cert-manager issues a serving certificate under a CA of its own and puts that into the APIService', async () => {
    await startCertManager(cluster);
    await cluster.apply(ISSUED);
    for (const name of ['ca', 'serving']) await cluster.waitFor(`certificate/${name}`, 'condition=Ready', '--namespace=wardle');
    const served = await secret('wardle', 'serving');
    await eventually('the bundle is injected', async () => (await caBundle()) !== '');
    expect(await caBundle()).toBe(served['ca.crt']);

    const [roots, chain, key] = ['ca.crt', 'tls.crt', 'tls.key'].map(name => decode(served[name]));
    const verdicts = await run(await built(CERTIFICATE_VERIFIER), [], {
      stdin: ['wardle.wardle.svc', 'else.wardle.svc'].map(name => JSON.stringify({ roots, chain, key, dnsNames: [name], at: '' })).join('\n'),
    });
    expect(verdicts.trim().split('\n').map(line => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ ok: true, chain: [expect.objectContaining({ issuer: 'wardle-ca', dnsNames: ['wardle.wardle.svc'], isCA: false })] }),
      { ok: false, error: 'x509: certificate is valid for wardle.wardle.svc, not else.wardle.svc' },
    ]);
  });

  test('Sealed Secrets unseals what kubeseal sealed, for the namespace that it was sealed for', async () => {
    const { certFile, keyFile } = await startSealedSecrets(cluster);
    const kubeseal = await built(KUBESEAL);
    const sealed = await run(kubeseal, ['--cert', certFile, '--format', 'json'], { stdin: JSON.stringify(SECRET) });
    expect(sealed).not.toContain(SECRET.stringData.password);

    const recovered = JSON.parse(await run(kubeseal, ['--recovery-unseal', '--recovery-private-key', keyFile], { stdin: sealed })) as { data: Record<string, string> };
    expect(decode(recovered.data['password'])).toBe(SECRET.stringData.password);

    await cluster.apply(sealed);
    await cluster.waitFor('sealedsecret/login', 'condition=Synced', '--namespace=default');
    expect(decode((await secret('default', 'login'))['password'])).toBe(SECRET.stringData.password);

    const moved = { ...JSON.parse(sealed) as object, metadata: { name: 'login', namespace: 'kube-public' } };
    await cluster.apply([moved]);
    await cluster.waitFor('sealedsecret/login', 'condition=Synced=false', '--namespace=kube-public');
  });

  test.each([
    ['cert-manager', 'cert-manager'], ['cert-manager', 'cert-manager-cainjector'], ['kube-system', 'sealed-secrets-controller'],
  ])('%s/%s is refused nothing that it asks for', async (namespace, name) => {
    const log = await cluster.kubectl(['logs', `deployment/${name}`, `--namespace=${namespace}`]);
    expect(log.split('\n').filter(line => /forbidden|cannot (get|list|watch|create|update|patch)/i.test(line))).toEqual([]);
  });

  async function secret(namespace: string, name: string): Promise<Record<string, string>> {
    return (JSON.parse(await cluster.kubectl(['get', 'secret', name, `--namespace=${namespace}`, '-o', 'json'])) as { data: Record<string, string> }).data;
  }
  const caBundle = () => cluster.kubectl(['get', 'apiservice', 'v1alpha1.wardle.example.com', '-o', 'jsonpath={.spec.caBundle}']);
});

const decode = (text = '') => Buffer.from(text, 'base64').toString();

const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'login', namespace: 'default' }, stringData: { password: 'correct horse' } };

const ofCertManager = (kind: string, name: string, spec: object) => ({ apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace: 'wardle' }, spec });

const ISSUED = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'wardle' } },
  ofCertManager('Issuer', 'selfsigned', { selfSigned: {} }),
  ofCertManager('Certificate', 'ca', { isCA: true, commonName: 'wardle-ca', secretName: 'ca', privateKey: { algorithm: 'ECDSA', size: 256 }, issuerRef: { kind: 'Issuer', name: 'selfsigned' } }),
  ofCertManager('Issuer', 'ca', { ca: { secretName: 'ca' } }),
  ofCertManager('Certificate', 'serving', { dnsNames: ['wardle.wardle.svc'], secretName: 'serving', privateKey: { algorithm: 'ECDSA', size: 256 }, issuerRef: { kind: 'Issuer', name: 'ca' } }),
  {
    apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService',
    metadata: { name: 'v1alpha1.wardle.example.com', annotations: { 'cert-manager.io/inject-ca-from': 'wardle/serving' } },
    spec: { group: 'wardle.example.com', version: 'v1alpha1', groupPriorityMinimum: 1000, versionPriority: 15, service: { name: 'wardle', namespace: 'wardle' } },
  },
];
