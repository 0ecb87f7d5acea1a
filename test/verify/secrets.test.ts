import { JsonObject } from '../../lib/kubernetes/manifest';
import { verify } from '../../lib/verify/verify';
import { InputObject } from '../../lib/verify/input';
import {
  apiService,
  base64,
  CERTIFICATES,
  Choice,
  deployment,
  given,
  MOMENT,
  server,
  service,
  tlsSecret,
} from './manifests';

const SIGNS = { fine: '✓', wrong: '✗', soon: '!', unseen: '?' };
const complaints = (objects: readonly InputObject[]): string[] =>
  verify(objects, MOMENT).flatMap(({ findings }) =>
    findings
      .filter(({ level }) => level !== 'fine')
      .map(({ level, message, fix }) => `${SIGNS[level]} ${message}${fix === undefined ? '' : ` -> ${fix}`}`),
  );

const good = CERTIFICATES['signed by the CA'];
const bad = CERTIFICATES.expired;
const EXPIRED = 'certificate must not be expired';
const metadata = { namespace: 'shop', name: 'catalog-tls' };

/** Without its Secret, with something in its place. */
const withoutSecret = (...objects: readonly unknown[]): InputObject[] => [
  ...server().slice(0, 3),
  ...given(...objects),
];
const container = (fields: JsonObject): JsonObject => ({
  name: 'server',
  ports: [{ name: 'https', containerPort: 8443 }],
  ...fields,
});
const volumes = (...secrets: readonly string[]): JsonObject[] =>
  secrets.map(secretName => ({ name: secretName, secret: { secretName } }));

describe('a Secret that is not among the manifests', () => {
  const place = 'Secret shop/catalog-tls';
  test.each<[string, readonly InputObject[], readonly string[]]>([
    ['without any object that creates it', withoutSecret(), [`? ${place} is not in these manifests`]],
    [
      'with a Secret of that name in another namespace',
      withoutSecret({
        ...tlsSecret('catalog-tls', bad.certificate, bad.privateKey),
        metadata: { namespace: 'other', name: 'catalog-tls' },
      }),
      [`? ${place} is not in these manifests`],
    ],
    [
      'with a SealedSecret',
      withoutSecret({ apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', metadata }),
      [`? ${place} is sealed: only the controller in the cluster can decrypt it`],
    ],
    [
      'encrypted with SOPS',
      withoutSecret({
        ...tlsSecret('catalog-tls', 'ENC[AES256_GCM,data:x]', 'ENC[AES256_GCM,data:y]'),
        sops: { mac: 'ENC[AES256_GCM,data:z]' },
      }),
      [`? ${place} is encrypted with SOPS: its content is not visible here`],
    ],
    [
      'with an ExternalSecret',
      withoutSecret({
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { namespace: 'shop', name: 'any' },
        spec: { target: { name: 'catalog-tls' } },
      }),
      [`? ${place} is fetched by External Secrets: its content is not visible here`],
    ],
    [
      'with the annotation serving-cert-secret-name on the Service',
      [
        ...server().filter(({ object }) => !['Secret', 'Service'].includes(String(object.kind))),
        ...given({
          ...service(),
          metadata: {
            namespace: 'shop',
            name: 'catalog',
            annotations: { 'service.beta.openshift.io/serving-cert-secret-name': 'catalog-tls' },
          },
        }),
      ],
      [`? ${place} is issued by OpenShift's service CA: its content is not visible here`],
    ],
    [
      'with a cert-manager Certificate',
      withoutSecret({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { namespace: 'shop', name: 'catalog' },
        spec: { secretName: 'catalog-tls', dnsNames: ['catalog.shop.svc'] },
      }),
      [`? ${place} is issued through cert-manager's Certificate catalog: its content is not visible here`],
    ],
    [
      'with a cert-manager Certificate for a wildcard name',
      withoutSecret({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { namespace: 'shop', name: 'catalog' },
        spec: { secretName: 'catalog-tls', dnsNames: ['*.shop.svc'] },
      }),
      [`? ${place} is issued through cert-manager's Certificate catalog: its content is not visible here`],
    ],
    [
      'with a cert-manager Certificate for another name',
      withoutSecret({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { namespace: 'shop', name: 'catalog' },
        spec: { secretName: 'catalog-tls', dnsNames: ['catalog', 'catalog.shop'] },
      }),
      [
        `? ${place} is issued through cert-manager's Certificate catalog: its content is not visible here`,
        '✗ the Certificate of Secret catalog-tls must request catalog.shop.svc, the name that ' +
          'kube-apiserver checks, got "catalog, catalog.shop" -> add catalog.shop.svc to spec.dnsNames',
      ],
    ],
    [
      'with empty values',
      server({ secret: tlsSecret('catalog-tls', '', '') }),
      [`? ${place} is empty here: a controller fills it in the cluster`],
    ],
    [
      'without data',
      server({ secret: { apiVersion: 'v1', kind: 'Secret', metadata } }),
      [`? ${place} is empty here: a controller fills it in the cluster`],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(complaints(objects)).toEqual(expected);
  });

  test('does not stop the checks of caBundle', () => {
    const expired = CERTIFICATES['of an expired CA'].ca;
    expect(
      complaints([...given(apiService({ caBundle: base64(expired) })), ...server().slice(1, 3)]).map(line =>
        line.replace(/, got.*/, ''),
      ),
    ).toEqual(['✗ caBundle: ca must not be expired', '? Secret shop/catalog-tls is not in these manifests']);
  });
});

/** Two Secrets, one with an expired certificate: the finding shows which of them was checked. */
const both = (choice: Choice): InputObject[] => [
  ...server({ ...choice, secret: tlsSecret('right', good.certificate, good.privateKey) }),
  ...given(tlsSecret('expired', bad.certificate, bad.privateKey)),
];
const checkedSecret = (objects: readonly InputObject[]): string =>
  complaints(objects).some(line => line.includes(EXPIRED)) ? 'expired' : (complaints(objects)[0] ?? 'right');

describe('the Secret that serves is', () => {
  const mounts = [
    { name: 'right', mountPath: '/right/' },
    { name: 'expired', mountPath: '/expired' },
  ];
  const flags = (file: string): string[] => [`--tls-cert-file=${file}`];
  test.each<[string, JsonObject, readonly JsonObject[], string]>([
    [
      'the one that --tls-cert-file names',
      { args: flags('/right/tls.crt'), volumeMounts: mounts },
      volumes('right', 'expired'),
      'right',
    ],
    [
      'the one that --tls-cert-file names, even if another fits',
      { args: flags('/expired/tls.crt'), volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'the one that --tls-cert-file names as a separate argument',
      { command: ['server', '--tls-cert-file', '/expired/tls.crt'], volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'the one that --tls-cert-file names in a shell command',
      { command: ['sh', '-c', 'exec server --tls-cert-file=/expired/tls.crt'], volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    ['without a flag, the one that fits', { volumeMounts: mounts }, volumes('right', 'expired'), 'right'],
    [
      'not the one that --etcd-certfile names',
      { args: ['--etcd-certfile=/right/tls.crt'], volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'not the one that --etcd-certfile names as a separate argument',
      { command: ['server', '--etcd-certfile', '/right/tls.crt'], volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'not the one that the variable ETCD_CERTFILE names',
      { env: [{ name: 'ETCD_CERTFILE', value: '/right/tls.crt' }, { name: 'ETCD_SERVERS' }], volumeMounts: mounts },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'the one in a projected volume',
      { args: flags('/certs/serving/cert.pem'), volumeMounts: [{ name: 'all', mountPath: '/certs' }] },
      [
        {
          name: 'all',
          projected: {
            sources: [
              { secret: { name: 'right' } },
              { secret: { name: 'expired', items: [{ key: 'tls.crt', path: 'serving/cert.pem' }] } },
            ],
          },
        },
      ],
      'expired',
    ],
    [
      'the one mounted with subPath',
      {
        args: flags('/etc/server.crt'),
        volumeMounts: [
          { name: 'right', mountPath: '/right' },
          { name: 'expired', mountPath: '/etc/server.crt', subPath: 'tls.crt' },
        ],
      },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'the one that is mounted, not one that is only a volume',
      { volumeMounts: [mounts[1]!] },
      volumes('right', 'expired'),
      'expired',
    ],
    [
      'none if --tls-cert-file names a path outside of every mount',
      { args: flags('/run/tls.crt'), volumeMounts: mounts },
      volumes('right', 'expired'),
      '? Deployment catalog serves from /run/tls.crt, which no Secret provides: the certificate is not visible here',
    ],
    [
      'none if no Secret is mounted',
      {},
      [],
      '? Deployment catalog mounts no Secret with a serving certificate, so it cannot be compared with caBundle here',
    ],
  ])('%s', (_name, fields, all, expected) => {
    expect(checkedSecret(both({ pod: { containers: [container(fields)], volumes: all } }))).toBe(expected);
  });

  test('not a client certificate, unless a flag names it', () => {
    const { certificate, privateKey } = CERTIFICATES['for clients only'];
    const secret = tlsSecret('catalog-tls', certificate, privateKey);
    expect(complaints(server({ secret, args: [] }))).toEqual([
      '? Deployment catalog mounts no Secret with a serving certificate, so it cannot be compared with caBundle here',
    ]);
    expect(complaints(server({ secret })).map(line => line.replace(/, got.*/, ''))).toEqual([
      '✗ Secret shop/catalog-tls, tls.crt: certificate must allow server authentication in its extended key usage',
    ]);
  });

  test('a Secret without the key that the flag names is wrong', () => {
    expect(complaints(server({ args: ['--tls-cert-file=/certs/server.pem'] }))).toEqual([
      '✗ Secret shop/catalog-tls must hold the key server.pem, which the server reads, got "tls.crt, ' +
        'tls.key" -> correct the Secret, or the path in the flag',
    ]);
  });

  describe('a Secret without the private key', () => {
    const FIX = 'correct the Secret, or the path in the flag';
    const bare = (type: string, data: JsonObject): JsonObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata,
      type,
      data,
    });
    const certificate = { 'tls.crt': base64(good.certificate) };
    const pair = { ...certificate, 'tls.key': base64(good.privateKey) };
    test.each<[string, Choice, readonly string[]]>([
      [
        'that a flag names is wrong',
        { secret: bare('Opaque', certificate) },
        [`✗ Secret shop/catalog-tls must hold the key tls.key, which the server reads, got "tls.crt" -> ${FIX}`],
      ],
      [
        'under the name in the flag is wrong',
        {
          secret: bare('kubernetes.io/tls', pair),
          args: ['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/key.pem'],
        },
        [
          '✗ Secret shop/catalog-tls must hold the key key.pem, which the server reads, got "tls.crt, ' +
            `tls.key" -> ${FIX}`,
        ],
      ],
      [
        'that its type requires is wrong',
        { secret: bare('kubernetes.io/tls', certificate), args: [] },
        [
          '✗ Secret shop/catalog-tls must hold the key tls.key, which kube-apiserver requires in a Secret ' +
            `of type kubernetes.io/tls, got "tls.crt" -> ${FIX}`,
        ],
      ],
      [
        'and without the certificate that its type requires is wrong',
        { secret: bare('kubernetes.io/tls', {}) },
        [
          '✗ Secret shop/catalog-tls must hold the key tls.crt, which kube-apiserver requires in a Secret ' +
            `of type kubernetes.io/tls, got nothing -> ${FIX}`,
        ],
      ],
      [
        'and with an empty certificate is wrong',
        { secret: bare('kubernetes.io/tls', { 'tls.crt': '' }) },
        [
          '✗ Secret shop/catalog-tls must hold the key tls.key, which kube-apiserver requires in a Secret ' +
            `of type kubernetes.io/tls, got "tls.crt" -> ${FIX}`,
        ],
      ],
      [
        'with an empty private key is fine',
        { secret: bare('kubernetes.io/tls', { ...certificate, 'tls.key': '' }) },
        [],
      ],
      ['that no flag names is fine', { secret: bare('Opaque', certificate), args: [] }, []],
    ])('%s', (_name, choice, expected) => {
      expect(complaints(server(choice))).toEqual(expected);
    });

    test('is fine if another Secret may provide the key', () => {
      const sources = [{ secret: { name: 'catalog-tls' } }, { secret: { name: 'catalog-key' } }];
      const pod = {
        containers: [
          container({
            args: ['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key'],
            volumeMounts: [{ name: 'all', mountPath: '/certs' }],
          }),
        ],
        volumes: [{ name: 'all', projected: { sources } }],
      };
      const key = {
        ...bare('Opaque', { 'tls.key': base64(good.privateKey) }),
        metadata: { namespace: 'shop', name: 'catalog-key' },
      };
      expect(complaints([...server({ pod, secret: bare('Opaque', certificate) }), ...given(key)])).toEqual([]);
    });
  });

  /** kube-apiserver refuses such an object, whichever key it is. */
  test.each(['tls.crt', 'tls.key', 'password'])('data.%s that is not base64 is wrong', key => {
    const secret = tlsSecret('catalog-tls', good.certificate, good.privateKey);
    const data = secret.data as JsonObject;
    expect(
      complaints(
        server({ secret: { ...secret, data: { ...data, [key]: `${String(data[key] ?? base64('secret'))} ` } } }),
      ),
    ).toEqual([
      `✗ Secret shop/catalog-tls, ${key} must be base64, or kube-apiserver refuses the object, got "a ` +
        'space or another character that is not base64" -> encode the whole file once: base64 -w0 FILE',
    ]);
  });

  test('with unusual key names, the certificate and key are found', () => {
    const data = {
      'ca.crt': base64(good.ca),
      'server.pem': base64(bad.certificate),
      'server.key': base64(bad.privateKey),
    };
    expect(
      complaints(server({ args: [], secret: { apiVersion: 'v1', kind: 'Secret', metadata, data } })).map(line =>
        line.replace(/, got.*/, ''),
      ),
    ).toEqual([`✗ Secret shop/catalog-tls, server.pem: ${EXPIRED}`]);
  });

  test('a Secret without any certificate is reported as not visible', () => {
    expect(
      complaints(
        server({ args: [], secret: { apiVersion: 'v1', kind: 'Secret', metadata, data: { token: base64('secret') } } }),
      ),
    ).toEqual(['? Secret shop/catalog-tls holds no serving certificate']);
  });
});

test('a StatefulSet, a DaemonSet and a Pod behind one Service are all checked', () => {
  const template = (deployment() as unknown as { spec: { template: JsonObject & { metadata: JsonObject } } }).spec
    .template;
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    ...template,
    metadata: { ...template.metadata, namespace: 'shop', name: 'one' },
  };
  const others = ['StatefulSet', 'DaemonSet'].map(kind => ({
    ...deployment(),
    kind,
    metadata: { namespace: 'shop', name: kind.toLowerCase() },
  }));
  const objects = [
    ...given(apiService(), service(), ...others, pod),
    ...given(tlsSecret('catalog-tls', good.certificate, good.privateKey)),
  ];
  const [{ findings } = { findings: [] }] = verify(objects, MOMENT);
  expect(findings.map(({ message }) => message)[1]).toBe(
    'Service shop/catalog sends port 443 to StatefulSet statefulset and DaemonSet daemonset and Pod one',
  );
  expect(findings.filter(({ check }) => check === 'chain')).toHaveLength(3);
});

test('the path in a flag is looked up in the container with that flag', () => {
  const containers = [
    container({ args: ['--tls-cert-file=/certs/tls.crt'], volumeMounts: [{ name: 'right', mountPath: '/certs' }] }),
    { name: 'proxy', volumeMounts: [{ name: 'expired', mountPath: '/certs' }] },
  ];
  expect(checkedSecret(both({ pod: { containers, volumes: volumes('right', 'expired') } }))).toBe('right');
  expect(
    checkedSecret(both({ pod: { containers: [...containers].reverse(), volumes: volumes('right', 'expired') } })),
  ).toBe('right');
  const elsewhere = [containers[1]!, { ...containers[0]!, volumeMounts: [] }];
  expect(checkedSecret(both({ pod: { containers: elsewhere, volumes: volumes('right', 'expired') } }))).toBe(
    '? Deployment catalog serves from /certs/tls.crt, which no Secret provides: the certificate is not visible here',
  );
});

test('a Pod with the annotation helm.sh/hook is no server', () => {
  const hook = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'test', labels: { app: 'catalog' }, annotations: { 'helm.sh/hook': 'test' } },
    spec: { containers: [{ name: 'wget' }] },
  };
  expect(complaints([...server(), ...given(hook)])).toEqual([]);
});

test('no finding contains a private key', () => {
  const { privateKey } = good;
  const everything = JSON.stringify([
    verify(server(), MOMENT),
    verify(server({ secret: tlsSecret('catalog-tls', privateKey, privateKey) }), MOMENT),
    verify(server({ caBundle: base64(privateKey) }), MOMENT),
  ]);
  expect(everything).not.toContain(privateKey.split('\n')[1]);
  expect(everything).toContain('a block of type PRIVATE KEY');
});

test.each([null, 5, 'text', [], {}, [null], { metadata: null, spec: 7 }])(
  'with %j in place of metadata or spec, verify does not throw',
  odd => {
    for (const field of ['metadata', 'spec']) {
      for (const index of [0, 1, 2, 3]) {
        const objects = server().map(({ object, source }, position) => ({
          object: (position === index ? { ...object, [field]: odd } : object) as JsonObject,
          source,
        }));
        expect(() => verify(objects, MOMENT)).not.toThrow();
      }
    }
  },
);
