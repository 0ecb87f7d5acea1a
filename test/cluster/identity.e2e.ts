// The server learns the caller from the front proxy, and its permissions from kube-apiserver. Other clients cannot
// claim an identity.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer, Storage, Tls } from 'cdk8s-extension-api-server';
import { BUILD_LIMIT } from './builds';
import { type OwnCluster, startCluster } from './cluster';
import { deploy, FLUNDERS, newKeyFolder, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { describeOwnCluster } from './existing-cluster';

const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  rules: [{ level: 'Metadata', resources: [{ group: 'wardle.example.com' }] }, { level: 'None' }],
};
const READER = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'flunder-reader' },
  rules: [{ apiGroups: ['wardle.example.com'], resources: ['flunders'], verbs: ['get', 'list'] }],
};
const binding = (name: string, subject: object) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'flunder-reader' },
  subjects: [subject],
});

interface AuditEvent {
  readonly user: { readonly username: string; readonly groups: readonly string[] };
  readonly verb: string;
}

describeOwnCluster('the identity of the caller', () => {
  let cluster: OwnCluster;
  let podIp: string;

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1, name: 'identity' });
    // The server's audit log contains the caller's name.
    await deploy(
      cluster,
      synthesize(chart => {
        new k8s.KubeConfigMap(chart, 'audit', {
          metadata: { name: 'audit', namespace: WARDLE.namespace },
          data: { 'policy.yaml': JSON.stringify(AUDIT_POLICY) },
        });
        new ExtensionApiServer(chart, 'wardle', {
          ...WARDLE,
          storage: Storage.etcdSidecar(),
          tls: Tls.generated({ directory: newKeyFolder() }),
          args: ['--audit-log-path=-', '--audit-policy-file=/etc/audit/policy.yaml'],
          container: { volumeMounts: [{ name: 'audit', mountPath: '/etc/audit' }] },
          pod: { volumes: [{ name: 'audit', configMap: { name: 'audit' } }] },
        });
      }),
    );
    await cluster.apply([
      READER,
      binding('alice-reads', { kind: 'User', name: 'alice', apiGroup: 'rbac.authorization.k8s.io' }),
      ...['reader', 'stranger'].map(name => ({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name, namespace: 'default' },
      })),
      binding('reader-reads', { kind: 'ServiceAccount', name: 'reader', namespace: 'default' }),
    ]);
    podIp = (
      await cluster.kubectl(['get', 'pods', '--namespace=wardle', '-o', 'jsonpath={.items[0].status.podIP}'])
    ).trim();
  }, BUILD_LIMIT);
  afterAll(() => cluster?.stop());

  /** Sends a request to the pod directly, and returns status and message. */
  async function direct(...headers: string[]): Promise<{ readonly code: number; readonly message?: string }> {
    const args = [
      '--silent',
      '--insecure',
      `https://${podIp}:10250${FLUNDERS}`,
      '--write-out',
      '\n%{http_code}',
      ...headers.flatMap(header => ['--header', header]),
    ];
    const [body = '', code = ''] = (await cluster.inNamespace('curl', args)).split(/\n(?=\d+$)/);
    return { code: Number(code), message: (JSON.parse(body) as { message?: string }).message };
  }
  /** The complete lines. The container runtime writes an event a moment after the server has answered. */
  async function auditLog(): Promise<AuditEvent[]> {
    const log = await cluster.kubectl(['logs', 'deployment/wardle', '--container=wardle', '--namespace=wardle']);
    return log
      .split('\n')
      .slice(0, -1)
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as AuditEvent);
  }
  /** kubectl as another user, with its own cache: other clusters have the same address. */
  const kubectlAs = (kubeconfig: string, ...args: string[]) =>
    cluster.inNamespace(cluster.kubectlPath, [
      `--kubeconfig=${kubeconfig}`,
      `--cache-dir=${kubeconfig}-cache`,
      ...args,
    ]);
  const token = async (account: string) =>
    (await cluster.kubectl(['create', 'token', account, '--namespace=default'])).trim();

  test('through kube-apiserver: the server receives name and groups', async () => {
    const kubeconfig = await cluster.kubeconfigFor('alice', 'team-a');
    // A new binding takes effect after a moment.
    await eventually(
      'alice may list',
      async () =>
        (await cluster.tryKubectl(['auth', 'can-i', 'list', 'flunders.wardle.example.com', '--as=alice', '--quiet']))
          .ok,
    );
    await kubectlAs(kubeconfig, 'get', 'flunders', '-A');
    let lists: AuditEvent[] = [];
    await eventually('the audit log contains a list by alice', async () => {
      lists = (await auditLog()).filter(({ user, verb }) => user.username === 'alice' && verb === 'list');
      return lists.length > 0;
    });
    expect(lists[0]!.user.groups).toEqual(['team-a', 'system:authenticated']);
  });

  test('a user without permissions: is refused', async () => {
    const kubeconfig = await cluster.kubeconfigFor('mallory');
    await expect(kubectlAs(kubeconfig, 'get', 'flunders', '-A')).rejects.toThrow(
      /User "mallory" cannot list resource "flunders"/,
    );
  });

  test('a token sent directly to the server: the server asks kube-apiserver for its permissions', async () => {
    await eventually(
      'the reader may list',
      async () =>
        (
          await cluster.tryKubectl([
            'auth',
            'can-i',
            'list',
            'flunders.wardle.example.com',
            '--as=system:serviceaccount:default:reader',
            '--quiet',
          ])
        ).ok,
    );
    expect(await direct(`Authorization: Bearer ${await token('reader')}`)).toMatchObject({ code: 200 });
    expect(await direct(`Authorization: Bearer ${await token('stranger')}`)).toEqual({
      code: 403,
      message: expect.stringContaining('User "system:serviceaccount:default:stranger" cannot list resource "flunders"'),
    });
  });

  test("headers without the front proxy's certificate: the caller is anonymous", async () => {
    const forged = await direct('X-Remote-User: alice', 'X-Remote-Group: system:masters');
    expect(forged).toEqual({
      code: 403,
      message: expect.stringContaining('User "system:anonymous" cannot list resource "flunders"'),
    });
  });

  test('headers with a certificate of another authority: the caller is the subject of the certificate', async () => {
    const kubeconfig = await cluster.kubeconfigFor('mallory');
    const { users } = JSON.parse(readFileSync(kubeconfig, 'utf8')) as { users: { user: Record<string, string> }[] };
    const folder = mkdtempSync(join(tmpdir(), 'e2e-mallory-'));
    const file = (name: string): string => {
      writeFileSync(join(folder, name), Buffer.from(users[0]!.user[name]!, 'base64'), { mode: 0o600 });
      return join(folder, name);
    };
    const certificate = ['--cert', file('client-certificate-data'), '--key', file('client-key-data')];
    const body = await cluster.inNamespace('curl', [
      '--silent',
      '--insecure',
      ...certificate,
      '--header',
      'X-Remote-User: alice',
      '--header',
      'X-Remote-Group: system:masters',
      `https://${podIp}:10250${FLUNDERS}`,
    ]);
    // The certificate authenticates mallory; the headers are ignored.
    expect((JSON.parse(body) as { message: string }).message).toContain(
      'User "mallory" cannot list resource "flunders"',
    );
  });
});
