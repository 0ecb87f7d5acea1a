import { createPrivateKey, X509Certificate } from 'node:crypto';
import { fingerprint } from '../../lib/pki/inspect';
import { readCertificates } from '../../lib/pki/pem';
import { checkServing } from '../../lib/pki/certificate-checks';
import { verify } from '../../lib/verify/verify';
import { InputObject } from '../../lib/verify/input';
import { EVERY_KIND, Kind, NOW } from '../pki/certificates';
import { keyOf, pkcs8, says, write } from '../pki/x509';
import {
  apiService,
  base64,
  CERTIFICATES,
  Choice,
  DNS_NAME,
  given,
  MOMENT,
  server,
  service,
  tlsSecret,
} from './manifests';

const SIGNS = { fine: '✓', wrong: '✗', soon: '!', unseen: '?' };
/** Findings as lines: a sign, a message, and the fix where there is one. */
const lines = (objects: readonly InputObject[], moment = MOMENT): string[] =>
  verify(objects, moment).flatMap(({ findings }) =>
    findings.map(({ level, message, fix }) => `${SIGNS[level]} ${message}${fix === undefined ? '' : ` -> ${fix}`}`),
  );
const complaints = (objects: readonly InputObject[], moment = MOMENT): string[] =>
  lines(objects, moment).filter(line => !line.startsWith('✓'));

const day = (date: Date): string => date.toISOString().slice(0, 10);
const inYears = (years: number): string => day(new Date(NOW.getTime() + years * 365 * 24 * 60 * 60 * 1000));
const certificatesIn = (pem: string): X509Certificate[] => readCertificates('', pem) as X509Certificate[];
const short = (pem: string): string => `certificate ${fingerprint(new X509Certificate(pem)).slice(0, 16)}…`;

const SENDS = '✓ Service shop/catalog sends port 443 to Deployment catalog';
const PLACE = 'Secret shop/catalog-tls, tls.crt';
/**
 * Certificates in test/pki/certificates.ts begin a year ago and end in a year, to the second: of the last day a part is
 * over.
 */
const BUNDLE = `✓ caBundle holds one CA; it expires on ${inYears(1)}`;
const ENDS = `✓ ${PLACE} expires on ${inYears(1)}, in 364 days`;
const FOR = `✓ ${PLACE} is for ${DNS_NAME}`;
const BELONG = `✓ ${PLACE} and the private key belong together`;
const VOUCHED = `✓ ${PLACE} was issued by a CA in caBundle`;
const WHOLE = [BUNDLE, SENDS, FOR, ENDS, BELONG, VOUCHED];

/** The server with another certificate. */
const having = (kind: Kind, choice: Choice = {}): InputObject[] => {
  const { ca, certificate, privateKey } = CERTIFICATES[kind];
  return server({ caBundle: base64(ca), secret: tlsSecret('catalog-tls', certificate, privateKey), ...choice });
};

test('a correct server gets one fine finding per check', () => {
  expect(verify(server(), MOMENT)).toEqual([
    {
      apiService: 'v1.catalog.example.com',
      source: 'dist/catalog.yaml',
      target: 'shop/catalog:443',
      findings: WHOLE.map((line, index) => ({
        level: 'fine',
        check: ['bundle', 'service', 'name', 'dates', 'key', 'chain'][index],
        message: line.slice(2),
        fix: undefined,
      })),
    },
  ]);
});

describe('a certificate', () => {
  test.each<[Kind, readonly string[]]>([
    ['signed through an intermediate', []],
    ['with the root sent along', []],
    ['under an intermediate that is the CA given', []],
    ['self-signed, its own CA', []],
    ['with a wildcard name', []],
    ['without a key usage', []],
    [
      'for another name',
      [
        `✗ ${PLACE}: certificate must be valid for ${DNS_NAME}, the name that kube-apiserver checks, got ` +
          `"other.example.com, more.example.com" -> issue it with the DNS name ${DNS_NAME}`,
      ],
    ],
    [
      'with a common name only',
      [
        `✗ ${PLACE}: certificate must name ${DNS_NAME} as a subject alternative name: the common name ` +
          `does not count, got "only CN=${DNS_NAME}" -> issue it with the DNS name ${DNS_NAME}`,
      ],
    ],
    [
      'expired',
      [`✗ ${PLACE}: certificate must not be expired, got "one that ended on ${inYears(-0.5)}" -> issue a new one`],
    ],
    [
      'not valid yet',
      [
        `✗ ${PLACE}: certificate must be valid already, got "one that begins on ${inYears(0.5)}" -> check ` +
          `the clock of this machine, which says ${day(NOW)}`,
      ],
    ],
    [
      'with another key',
      [
        `✗ ${PLACE}: privateKey must belong to the certificate, got "another key than that of ` +
          `${short(CERTIFICATES['with another key'].certificate)}" -> put the certificate and the key ` +
          'that were issued together into the Secret',
      ],
    ],
    [
      'of another CA',
      [
        `✗ ${PLACE}: ca must have signed the certificate, directly or through the intermediates that ` +
          'follow it, got "one by CN=Test Root, not CN=Other Root" -> put the CA that issued this ' +
          'certificate into caBundle, or a certificate issued by a CA in caBundle into the Secret',
      ],
    ],
    [
      'of an expired CA',
      [
        `✗ caBundle: ca must not be expired, got "one that ended on ${inYears(-0.5)}" -> put a valid, ` +
          `strong certificate of the CA that issued the server's certificate there`,
        `✗ ${PLACE}: ca must have signed the certificate, directly or through the intermediates that ` +
          `follow it, got "one by CN=Test Root, which ended on ${inYears(-0.5)}" -> put the CA that ` +
          'issued this certificate into caBundle, or a certificate issued by a CA in caBundle into the Secret',
      ],
    ],
    [
      'signed with SHA-1',
      [
        `✗ ${PLACE}: certificate must be strong enough for TLS clients of today, got "a signature with ` +
          'SHA-1" -> use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256',
      ],
    ],
    [
      'with an RSA key of 1024 bits',
      [
        `✗ ${PLACE}: certificate must be strong enough for TLS clients of today, got "an RSA key of 1024 ` +
          'bits" -> use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256',
      ],
    ],
    [
      'under a CA with an RSA key of 1024 bits',
      [
        '✗ caBundle: ca must be strong enough for TLS clients of today, got "an RSA key of 1024 bits" -> ' +
          "put a valid, strong certificate of the CA that issued the server's certificate there",
      ],
    ],
    [
      'for clients only',
      [
        `✗ ${PLACE}: certificate must allow server authentication in its extended key usage, got ` +
          '"1.3.6.1.5.5.7.3.2" -> issue it with extendedKeyUsage = serverAuth',
      ],
    ],
    [
      'in the wrong order',
      [
        `✗ ${PLACE}: certificate must begin with the serving certificate, got ` +
          `"${short(CERTIFICATES['in the wrong order'].certificate)}, which is a CA" -> put the serving ` +
          'certificate first and the intermediates after it',
      ],
    ],
    [
      'with the root first',
      [
        `✗ ${PLACE}: certificate must begin with the serving certificate, got ` +
          `"${short(CERTIFICATES['with the root first'].certificate)}, which is a CA" -> put the serving ` +
          'certificate first and the intermediates after it',
      ],
    ],
    [
      'under an intermediate signed with SHA-1',
      [
        `✗ ${PLACE}: certificate must be strong enough for TLS clients of today, got "a signature with ` +
          'SHA-1" -> use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256',
      ],
    ],
    [
      'with another serving certificate for a CA',
      [
        '✗ caBundle: ca must hold CA certificates, got ' +
          `"${short(CERTIFICATES['with another serving certificate for a CA'].ca)} without the CA flag" ` +
          `-> put a valid, strong certificate of the CA that issued the server's certificate there`,
        `✗ ${PLACE}: ca must have signed the certificate, directly or through the intermediates that ` +
          'follow it, got "one by CN=Test Root, not CN=elsewhere" -> put the CA that issued this ' +
          'certificate into caBundle, or a certificate issued by a CA in caBundle into the Secret',
      ],
    ],
  ])('%s', (kind, expected) => {
    expect(complaints(having(kind))).toEqual(expected);
  });

  test('is refused exactly if synth refuses it', () => {
    const expected = EVERY_KIND.filter(kind => {
      const { ca, certificate, privateKey } = CERTIFICATES[kind];
      return checkServing(
        { chain: certificatesIn(certificate), roots: certificatesIn(ca), privateKey: createPrivateKey(privateKey) },
        [DNS_NAME],
        NOW,
      );
    });
    expect(EVERY_KIND.filter(kind => complaints(having(kind)).length > 0)).toEqual(expected);
    expect([expected.length, EVERY_KIND.length - expected.length].every(count => count > 10)).toBe(true);
  });

  test('that expires soon under a CA that expires soon gets two warnings', () => {
    const moment = { now: NOW, warnDays: 365 };
    expect(complaints(server(), moment)).toEqual([
      `! caBundle holds one CA; it expires on ${inYears(1)}, in 364 days -> issue a new CA and ` +
        'certificate; keep both CAs in caBundle until the new certificate serves',
      `! ${PLACE} expires on ${inYears(1)}, in 364 days -> rotate: issue a new certificate and apply it ` +
        'before that day',
    ]);
    expect(complaints(server(), { now: NOW, warnDays: 364 })).toEqual([]);
  });

  test('that expired with its CA gets no finding about the chain', () => {
    const ended = new Date(NOW.getTime() + 400 * 24 * 60 * 60 * 1000);
    expect(complaints(server(), { now: ended, warnDays: 30 }).map(line => line.replace(/, got.*/, ''))).toEqual([
      '✗ caBundle: ca must not be expired',
      `✗ ${PLACE}: certificate must not be expired`,
    ]);
  });

  test('that expired under a CA renewed with the same key gets no finding about the chain', () => {
    const days = (count: number): Date => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000);
    const root = write({
      subject: 'Renewed',
      key: keyOf('Renewed'),
      issuer: 'Renewed',
      issuerKey: keyOf('Renewed'),
      notBefore: days(-5),
      notAfter: days(400),
      extensions: [says.isCa(), says.signsCertificates()],
    });
    const certificate = write({
      subject: 'server',
      key: keyOf('leaf'),
      issuer: 'Renewed',
      issuerKey: keyOf('Renewed'),
      notBefore: days(-30),
      notAfter: days(-10),
      extensions: [says.dns(DNS_NAME)],
    });
    expect(
      complaints(
        server({ caBundle: base64(root), secret: tlsSecret('catalog-tls', certificate, pkcs8(keyOf('leaf'))) }),
      ).map(line => line.replace(/, got.*/, '')),
    ).toEqual([`✗ ${PLACE}: certificate must not be expired`]);
  });

  test('that outlives its CA gets a warning if another CA in caBundle lives longer', () => {
    const days = (count: number): Date => new Date(NOW.getTime() + count * 24 * 60 * 60 * 1000);
    const root = (name: string, end: Date): string =>
      write({
        subject: name,
        key: keyOf(name),
        issuer: name,
        issuerKey: keyOf(name),
        notBefore: days(-1),
        notAfter: end,
        extensions: [says.isCa(), says.signsCertificates()],
      });
    const certificate = write({
      subject: 'server',
      key: keyOf('leaf'),
      issuer: 'Short',
      issuerKey: keyOf('Short'),
      notBefore: days(-1),
      notAfter: days(100),
      extensions: [says.dns(DNS_NAME)],
    });
    const secret = tlsSecret('catalog-tls', certificate, pkcs8(keyOf('leaf')));
    expect(complaints(server({ caBundle: base64(root('Short', days(10)) + root('Long', days(100))), secret }))).toEqual(
      [
        `! ${PLACE} was issued by a CA in caBundle that expires within 30 days -> rotate: issue a ` +
          'certificate under another CA in caBundle',
      ],
    );
    expect(complaints(server({ caBundle: base64(root('Short', days(40)) + root('Long', days(100))), secret }))).toEqual(
      [],
    );
  });

  test('in stringData is read', () => {
    const { certificate, privateKey } = CERTIFICATES['signed by the CA'];
    const secret = {
      ...tlsSecret('catalog-tls', '', ''),
      data: {},
      stringData: { 'tls.crt': certificate, 'tls.key': privateKey },
    };
    expect(lines(server({ secret }))).toEqual(WHOLE);
  });

  test('encoded twice, or with a malformed key, is wrong', () => {
    const { certificate } = CERTIFICATES['signed by the CA'];
    expect(complaints(server({ secret: tlsSecret('catalog-tls', base64(certificate), 'secret') }))).toEqual([
      `✗ ${PLACE}: certificate must be PEM text with at least one certificate, got "base64 of PEM text" ` +
        '-> put the PEM text of the serving certificate there; in data, base64-encode it once',
    ]);
    expect(complaints(server({ secret: tlsSecret('catalog-tls', certificate, 'secret') }))).toEqual([
      '✗ Secret shop/catalog-tls, tls.key: privateKey must be PEM text with a private key, got "6 ' +
        'characters without a PEM block" -> put the PEM text of the server\'s key there; in data, ' +
        'base64-encode it once',
    ]);
  });
});

describe('caBundle', () => {
  const EMPTY =
    "✗ caBundle must hold the CA of the server's certificate, got nothing: kube-apiserver then trusts " +
    'only the public CAs of its own image -> set caBundle, or let a controller write it ' +
    '(cert-manager.io/inject-ca-from, service.beta.openshift.io/inject-cabundle)';
  const WHERE = "put the CA's PEM text there, base64-encoded once: base64 -w0 ca.crt";
  const NO_BASE64 = 'must be base64, or kube-apiserver refuses the object';
  const SPACE = 'a space or another character that is not base64';
  const good = CERTIFICATES['signed by the CA'];
  const BOTH =
    '✗ insecureSkipTLSVerify and caBundle must not both be set: kube-apiserver refuses such an APIService ' +
    '-> remove insecureSkipTLSVerify';
  const SKIPS =
    "✗ insecureSkipTLSVerify must not be true: anyone who can answer at the Service's address can read " +
    "and forge every request -> set caBundle to the CA of the server's certificate, and remove insecureSkipTLSVerify";

  test.each<[string, Choice, readonly string[]]>([
    ['undefined', { caBundle: undefined }, [EMPTY]],
    ['null', { caBundle: null }, [EMPTY]],
    ['empty', { caBundle: '' }, [EMPTY]],
    ['a number', { caBundle: 5 }, ['✗ spec.caBundle must be text, got "a number" -> write the base64 text']],
    [
      'with a space',
      { caBundle: base64(good.ca).replace(/^.{8}/, '$& ') },
      [`✗ caBundle ${NO_BASE64}, got "${SPACE}" -> ${WHERE}`],
    ],
    [
      'with characters that are not base64',
      { caBundle: `${base64(good.ca)}!!` },
      [`✗ caBundle ${NO_BASE64}, got "${SPACE}" -> ${WHERE}`],
    ],
    [
      'in base64url',
      { caBundle: base64(good.ca).replace(/.$/, '_') },
      [`✗ caBundle ${NO_BASE64}, got "${SPACE}" -> ${WHERE}`],
    ],
    [
      'without padding',
      { caBundle: 'LS0' },
      [
        `✗ caBundle ${NO_BASE64}, got "3 characters, and the last group is incomplete or not padded with ` +
          `\"=\"" -> ${WHERE}`,
      ],
    ],
    [
      'with too much padding',
      { caBundle: 'L===' },
      [
        `✗ caBundle ${NO_BASE64}, got "4 characters, and the last group is incomplete or not padded with ` +
          `\"=\"" -> ${WHERE}`,
      ],
    ],
    [
      'as plain PEM',
      { caBundle: good.ca },
      [`✗ caBundle ${NO_BASE64}, got "PEM text that was not encoded" -> ${WHERE}`],
    ],
    ['wrapped in lines', { caBundle: base64(good.ca).replace(/.{64}/g, '$&\r\n') }, []],
    [
      'with an empty text',
      { caBundle: base64('\n') },
      [`✗ caBundle must be PEM text with at least one certificate, got "an empty text" -> ${WHERE}`],
    ],
    [
      'encoded twice',
      { caBundle: base64(base64(CERTIFICATES.expired.ca)) },
      [`✗ caBundle must be PEM text with at least one certificate, got "base64 of PEM text" -> ${WHERE}`],
    ],
    [
      'with the private key',
      { caBundle: base64(CERTIFICATES.expired.privateKey) },
      [`✗ caBundle must hold certificates only, got "a block of type PRIVATE KEY" -> ${WHERE}`],
    ],
    ['empty with insecureSkipTLSVerify', { caBundle: undefined, apiService: { insecureSkipTLSVerify: true } }, [SKIPS]],
    ['set together with insecureSkipTLSVerify', { apiService: { insecureSkipTLSVerify: true } }, [BOTH]],
    [
      'written by cert-manager',
      { caBundle: undefined, annotations: { 'cert-manager.io/inject-ca-from': 'shop/catalog' } },
      ['? cert-manager writes caBundle in the cluster, from the Certificate shop/catalog'],
    ],
    [
      'written by OpenShift',
      { caBundle: undefined, annotations: { 'service.beta.openshift.io/inject-cabundle': 'true' } },
      ["? OpenShift's service CA operator writes caBundle in the cluster"],
    ],
    [
      'with several CAs, one of which signed',
      { caBundle: base64(CERTIFICATES['of another CA'].ca + CERTIFICATES.expired.ca) },
      [],
    ],
  ])('%s', (_name, choice, expected) => {
    expect(complaints(server(choice))).toEqual(expected);
  });

  describe('empty, and', () => {
    const rule = {
      apiGroups: ['apiregistration.k8s.io'],
      resources: ['apiservices'],
      verbs: ['get', 'update'],
      resourceNames: ['v1.catalog.example.com'],
    };
    const subject = { kind: 'ServiceAccount', namespace: 'shop', name: 'default' };
    const granted = (rules: object, account: object): InputObject[] =>
      given(
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'certificates' },
          rules: [{ apiGroups: [''] }, rules],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'certificates' },
          roleRef: { kind: 'ClusterRole', name: 'certificates' },
          subjects: [account],
        },
      );
    test.each<[string, object, object, boolean]>([
      ['the server may update the APIService', rule, subject, true],
      ['the server may update everything', { apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, subject, true],
      ['the server may only read the APIService', { ...rule, verbs: ['get', 'list'] }, subject, false],
      [
        'the server may update another APIService',
        { ...rule, resourceNames: ['v1.other.example.com'] },
        subject,
        false,
      ],
      ['the server may update other resources', { ...rule, resources: ['services'] }, subject, false],
      ['the server may update another API group', { ...rule, apiGroups: ['apps'] }, subject, false],
      ['a ServiceAccount without a workload may update it', rule, { ...subject, name: 'installer' }, false],
      ['a ServiceAccount in another namespace may update it', rule, { ...subject, namespace: 'argocd' }, false],
      ['a User of that name may update it', rule, { kind: 'User', name: 'default' }, false],
    ])('%s', (_name, rules, account, expected) => {
      expect(complaints([...server({ caBundle: '' }), ...granted(rules, account)])).toEqual([
        expected ? '? caBundle is empty here: Deployment catalog may write it in the cluster' : EMPTY,
      ]);
    });
  });

  test('empty, and the server is bound to cluster-admin, is not visible', () => {
    const binding = (name: string): InputObject[] =>
      given({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'catalog' },
        roleRef: { kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'default' }],
      });
    expect(complaints([...server({ caBundle: '' }), ...binding('cluster-admin')])).toEqual([
      '? caBundle is empty here: Deployment catalog may write it in the cluster',
    ]);
    expect(complaints([...server({ caBundle: '' }), ...binding('admin')])).toEqual([EMPTY]);
  });

  test('empty, and an installer in another namespace is bound to cluster-admin, is wrong', () => {
    const flux = given(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'reconciler' },
        roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'flux-system', name: 'kustomize-controller' }],
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { namespace: 'flux-system', name: 'kustomize-controller' },
        spec: { template: { spec: { serviceAccountName: 'kustomize-controller' } } },
      },
    );
    expect(complaints([...server({ caBundle: '' }), ...flux])).toEqual([EMPTY]);
  });

  test('empty, and a Job with a ServiceAccount of its own may patch it, is not visible', () => {
    const pod = (fields: object): object => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { namespace: 'shop', name: 'patch', annotations: { 'helm.sh/hook': 'post-install' } },
      spec: { template: { spec: fields } },
    });
    const rights = given(
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'patch' },
        rules: [{ apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices'], verbs: ['patch'] }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'patch' },
        roleRef: { kind: 'ClusterRole', name: 'patch' },
        subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'patch' }],
      },
    );
    for (const [account, expected] of [
      [{ serviceAccountName: 'patch' }, true],
      [{ serviceAccount: 'patch' }, true],
      [{}, false],
    ] as const) {
      expect(complaints([...server({ caBundle: '' }), ...rights, ...given(pod(account))])).toEqual([
        expected ? '? caBundle is empty here: Job patch may write it in the cluster' : EMPTY,
      ]);
    }
  });

  test('with several CAs, the finding counts the expired ones', () => {
    const ca = CERTIFICATES['of an expired CA'].ca + CERTIFICATES['signed by the CA'].ca;
    expect(lines(server({ caBundle: base64(ca) }))).toEqual([
      `✓ caBundle holds 2 CAs, 1 of them not valid now; the last expires on ${inYears(1)}`,
      ...WHOLE.slice(1),
    ]);
  });
});

describe('a Service', () => {
  const PORT = 'set spec.service.port of the APIService, or the port of the Service';
  test.each<[string, readonly InputObject[], readonly string[]]>([
    [
      'missing',
      given(apiService()),
      [
        '✗ Service shop/catalog must exist, got "none in these manifests" -> correct spec.service of the ' +
          "APIService, or verify the Service's manifest together with it",
      ],
    ],
    [
      'in another namespace',
      given(apiService(), { ...service(), metadata: { namespace: 'store', name: 'catalog' } }),
      [
        '✗ Service shop/catalog must exist, got "one in the namespace store" -> make spec.service of the ' +
          'APIService and the namespace of the Service agree',
      ],
    ],
    [
      'with another port',
      server({ service: { ports: [{ port: 8443 }, { port: 80 }] } }),
      [`✗ Service shop/catalog must have port 443, to which kube-apiserver connects, got "8443, 80" -> ${PORT}`],
    ],
    [
      'without ports',
      server({ service: { ports: null } as never }),
      [`✗ Service shop/catalog must have port 443, to which kube-apiserver connects, got nothing -> ${PORT}`],
    ],
    [
      'with a targetPort name that no container declares',
      server({ service: { ports: [{ port: 443, targetPort: 'secure' }] } }),
      [
        '✗ Service shop/catalog must send to a port that a container of Deployment catalog declares, got ' +
          '"secure" -> name the container\'s port so, or set targetPort to its number',
      ],
    ],
    [
      'of type ExternalName',
      server({ service: { type: 'ExternalName', externalName: 'api.example.com' } }),
      ['? Service shop/catalog leads out of the cluster, to api.example.com: its certificate is not visible here'],
    ],
    [
      'without a selector',
      server({ service: { selector: {} } }),
      ['? Service shop/catalog has no selector: the server behind it is not visible here'],
    ],
    [
      'with a selector that no workload matches',
      server({ service: { selector: { app: 'catalog', tier: 'api' } } }),
      [
        '✗ Service shop/catalog selects pods labelled app=catalog,tier=api, and no workload here has these labels; ' +
          'Deployment catalog has app=catalog, and not tier=api -> make the selector of the Service and ' +
          'the labels of ' +
          "the pods' template agree",
      ],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(complaints(objects)).toEqual(expected);
  });

  test('with the port that the APIService names, and no targetPort, is fine', () => {
    const choice: Choice = {
      apiService: { service: { namespace: 'shop', name: 'catalog', port: 8443 } },
      service: { ports: [{ port: 8443 }] },
    };
    expect(lines(server(choice))).toEqual([
      BUNDLE,
      '✓ Service shop/catalog sends port 8443 to Deployment catalog',
      FOR,
      ENDS,
      BELONG,
      VOUCHED,
    ]);
  });

  test('without metadata.namespace in any manifest is fine', () => {
    const bare = (object: object): object => ({
      ...object,
      metadata: { name: (object as { metadata: { name: string } }).metadata.name },
    });
    expect(
      lines(
        server().map(({ object, source }, index) => ({
          object: (index === 0 ? object : bare(object)) as InputObject['object'],
          source,
        })),
      ),
    ).toEqual(WHOLE);
  });
});

test('an APIService without spec.service has no report', () => {
  expect(
    verify(
      given({
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: 'v1.apps' },
        spec: { group: 'apps', version: 'v1' },
      }),
      MOMENT,
    ),
  ).toEqual([]);
});

test('with two clusters in one folder, each is checked by its own objects', () => {
  const inFolder = (folder: string, objects: readonly InputObject[]): InputObject[] =>
    objects.map(({ object }, index) => ({ object, source: `clusters/${folder}/${index}.yaml` }));
  const found = verify([...inFolder('one', server()), ...inFolder('two', having('expired'))], MOMENT);
  expect(
    found.map(({ source, findings }) => [
      source,
      findings.filter(({ level }) => level !== 'fine').map(({ check }) => check),
    ]),
  ).toEqual([
    ['clusters/one/0.yaml', []],
    ['clusters/two/0.yaml', ['dates']],
  ]);
});
