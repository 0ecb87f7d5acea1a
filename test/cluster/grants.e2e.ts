// Checks with the RBAC of kube-apiserver what grantRead(), grantManage() and rbac.aggregatedRoles permit.
import { k8s } from 'cdk8s-plus-27';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';
import { remove, synthesize, WARDLE } from './deployed';
import { eventually } from './eventually';
import { openCluster } from './existing-cluster';
import type { Cluster } from './kubectl';

const CONTROLLER: k8s.Subject = { kind: 'ServiceAccount', name: 'flunder-controller', namespace: 'wardle' };
const AUDITORS: k8s.Subject = { kind: 'Group', name: 'flunder-auditors' };

interface Caller {
  readonly user: string;
  readonly groups?: readonly string[];
}

const controller: Caller = { user: `system:serviceaccount:${CONTROLLER.namespace}:${CONTROLLER.name}` };
const auditor: Caller = { user: 'auditor', groups: [AUDITORS.name] };
const stranger: Caller = { user: 'stranger' };
/** Users with a role that every cluster has, in the namespace default. */
const withRole = (role: string): Caller => ({ user: `flunder-${role}` });

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

describe('access to the API of a server', () => {
  let cluster: Cluster;
  const bindings = ['view', 'edit', 'admin'].map(role => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `flunder-${role}`, namespace: 'default' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: withRole(role).user }],
  }));

  beforeAll(async () => {
    cluster = await openCluster();
    await remove(cluster);
    // RBAC answers without the server.
    const folder = synthesize(chart => {
      const server = new ExtensionApiServer(chart, 'wardle', {
        ...WARDLE,
        apis: WARDLE.apis.map(api => ({ ...api, resources: ['flunders', 'flunders/status'] })),
        replicas: 0,
        rbac: { aggregatedRoles: true },
      });
      server.grantManage(CONTROLLER);
      server.grantRead(AUDITORS);
    });
    await cluster.kubectl(['apply', '-f', folder]);
    await cluster.apply(bindings);
  });
  afterAll(async () => {
    if (cluster === undefined) return;
    const names = bindings.map(({ metadata }) => `rolebinding/${metadata.name}`);
    await cluster.kubectl(['delete', ...names, '--namespace=default', '--ignore-not-found']);
    await remove(cluster);
    await cluster.stop();
  });

  /** kube-apiserver's own answer, for a resource of the server in the namespace default. */
  async function allowed({ user, groups = [] }: Caller, verb: string, resource = 'flunders'): Promise<boolean> {
    const [name, subresource] = resource.split('/');
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user,
        groups,
        resourceAttributes: { group: 'wardle.example.com', resource: name, subresource, verb, namespace: 'default' },
      },
    };
    const answer = await cluster.kubectl(['create', '-f', '-', '-o', 'jsonpath={.status.allowed}'], {
      stdin: JSON.stringify(review),
    });
    return answer === 'true';
  }
  async function allowedVerbs(caller: Caller, resource?: string): Promise<string[]> {
    const answers = await Promise.all(
      [...READ, ...WRITE].map(async verb => ((await allowed(caller, verb, resource)) ? [verb] : [])),
    );
    return answers.flat();
  }

  test('a subject of grantManage() may do everything', async () => {
    expect(await allowedVerbs(controller)).toEqual([...READ, ...WRITE]);
    expect(await allowedVerbs(controller, 'flunders/status')).toEqual([...READ, ...WRITE]);
  });

  test('a subject of grantRead() may read and not write', async () => {
    expect(await allowedVerbs(auditor)).toEqual(READ);
  });

  test('a resource that the server does not name is not granted', async () => {
    expect(await allowedVerbs(controller, 'fischers')).toEqual([]);
  });

  test.each([
    ['view', READ],
    ['edit', [...READ, ...WRITE]],
    ['admin', [...READ, ...WRITE]],
  ])('the role %s gets what aggregates to it', async (role, verbs) => {
    await eventually(`the role ${role} includes the API`, () => allowed(withRole(role), 'get'));
    await eventually(
      `the role ${role} is complete`,
      async () => (await allowedVerbs(withRole(role))).length >= verbs.length,
    );
    expect(await allowedVerbs(withRole(role))).toEqual(verbs);
  });

  test('a user without a grant may do nothing', async () => {
    expect(await allowedVerbs(stranger)).toEqual([]);
  });
});
