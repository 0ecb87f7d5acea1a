import { inspect } from 'node:util';
import {
  AggregationLayer,
  AggregationLayerProps,
  FrontProxy,
  FrontProxyFromHostOptions,
} from 'cdk8s-extension-api-server';
import {
  authority,
  days,
  fixedClientCa,
  fixedFrontProxy,
  frontProxy,
  GivenFrontProxy,
  pem,
  rsaKey,
} from './certificates';
import { ALGORITHMS } from '../../lib/pki/algorithm';

const ca = authority('a front-proxy CA');
const sound = frontProxy(ca);
const files = {
  caFile: '/etc/front-proxy/tls/ca.crt',
  certificateFile: '/etc/front-proxy/tls/client.crt',
  privateKeyFile: '/etc/front-proxy/tls/client.key',
};

const build = (props: Partial<AggregationLayerProps>) => () =>
  new AggregationLayer({ frontProxy: FrontProxy.fromHost(files), ...props });
const given = (change: Partial<GivenFrontProxy>, props: Partial<AggregationLayerProps> = {}) =>
  build({ frontProxy: FrontProxy.fromPem({ ...sound, ...change }), ...props });
const onHost = (change: Partial<FrontProxyFromHostOptions>) =>
  build({ frontProxy: FrontProxy.fromHost({ ...files, ...change }) });

/**
 * A clock that stands still: otherwise a day could begin between the expected message and the printed one.
 */
beforeEach(() => {
  jest.useFakeTimers({ now: days(0), doNotFake: ['nextTick', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Fingerprints differ with every run. */
function message(action: () => unknown): string {
  try {
    action();
    return 'accepted';
  } catch (error) {
    return (error as Error).message.replace(/certificate [0-9a-f]{16}…/g, 'certificate F…');
  }
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
const weak = rsaKey(1024);
const other = frontProxy(ca);
const clients = authority('clients', ca.key);

test.each<[string, () => unknown, string]>([
  [
    "the front-proxy CA is the clients' CA and nobody is named",
    given({}, { allowedNames: [], clientCa: sound.ca }),
    'AggregationLayer: allowedNames must not be empty where the front-proxy CA also vouches for clients: anyone ' +
      'with a client certificate could pose as anyone, got "certificate F… in clientCa"; use ' +
      '["front-proxy-client"], or use a CA of its own',
  ],
  [
    "the clients' CA is the same key under another name",
    given({}, { allowedNames: [], clientCa: fixedClientCa() + clients.pem }),
    'AggregationLayer: allowedNames must not be empty where the front-proxy CA also vouches for clients: anyone ' +
      'with a client certificate could pose as anyone, got "certificate F… in clientCa"; use ' +
      '["front-proxy-client"], or use a CA of its own',
  ],
  [
    "the front-proxy CA signed the clients' CA",
    given({}, { allowedNames: [], clientCa: authority('clients below', undefined, ca).pem }),
    'AggregationLayer: allowedNames must not be empty where the front-proxy CA also vouches for clients: anyone ' +
      'with a client certificate could pose as anyone, got "certificate F… in clientCa"; use ' +
      '["front-proxy-client"], or use a CA of its own',
  ],
  [
    "nobody is named and the clients' CA is unknown",
    given({}, { allowedNames: [] }),
    'AggregationLayer: allowedNames must not be empty unless clientCa and the front-proxy CA are both given as ' +
      'PEM and can be compared, got "[]"; use ["front-proxy-client"]',
  ],
  [
    'nobody is named and the front proxy is known by paths',
    build({ allowedNames: [] }),
    'AggregationLayer: allowedNames must not be empty unless clientCa and the front-proxy CA are both given as ' +
      'PEM and can be compared, got "[]"; use ["front-proxy-client"]',
  ],
  [
    "nobody is named and the front proxy is the distribution's",
    build({ frontProxy: FrontProxy.fromDistribution(), allowedNames: [] }),
    'AggregationLayer: allowedNames must not be empty unless clientCa and the front-proxy CA are both given as ' +
      'PEM and can be compared, got "[]"; name the common name of the client certificate',
  ],
  [
    'a CA to compare with nothing',
    build({ clientCa: fixedClientCa() }),
    'AggregationLayer: clientCa must be given together with a front-proxy CA that it can be compared with, got ' +
      '"a front proxy known by its paths or left to the distribution"; use FrontProxy.fromPem(), or leave clientCa ' +
      'out',
  ],
  [
    'clientCa is a path',
    given({}, { clientCa: '/etc/kubernetes/pki/ca.crt' }),
    'AggregationLayer: clientCa must be PEM text with at least one certificate, got "what looks like a path"; ' +
      'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],

  [
    'a common name that is not allowed',
    given({}, { allowedNames: ['aggregator'] }),
    'AggregationLayer: allowedNames must hold the common name of the client certificate, "front-proxy-client", ' +
      'got "aggregator"; add "front-proxy-client"',
  ],
  [
    'a common name on the host that is not allowed',
    build({ allowedNames: ['aggregator', 'portal'] }),
    'AggregationLayer: allowedNames must hold the common name of the client certificate, "front-proxy-client", ' +
      'got "aggregator, portal"; add "front-proxy-client"',
  ],
  [
    'two names in one',
    build({ allowedNames: ['front-proxy-client,portal'] }),
    'AggregationLayer: allowedNames must hold common names without comma, quote or surrounding space: ' +
      'kube-apiserver reads a comma-separated list, got "front-proxy-client,portal"; issue the certificate to a ' +
      'name such as "front-proxy-client"',
  ],
  [
    'a blank name',
    build({ allowedNames: ['front-proxy-client', ''] }),
    'AggregationLayer: allowedNames must hold common names without comma, quote or surrounding space: ' +
      'kube-apiserver reads a comma-separated list, got ""; issue the certificate to a name such as ' +
      '"front-proxy-client"',
  ],
  [
    'a name twice',
    build({ allowedNames: ['front-proxy-client', 'front-proxy-client'] }),
    'AggregationLayer: allowedNames must hold each name once, got "front-proxy-client"; remove one of them',
  ],

  [
    'a header that is none',
    build({ usernameHeaders: ['X-Remote-User', 'Remote User'] }),
    'AggregationLayer: usernameHeaders must hold HTTP header names, got "Remote User"; use names such as ' +
      '"X-Remote-User"',
  ],
  [
    'a header with a colon',
    build({ groupHeaders: ['X-Remote-Group:'] }),
    'AggregationLayer: groupHeaders must hold HTTP header names, got "X-Remote-Group:"; use names such as ' +
      '"X-Remote-Group"',
  ],
  [
    'no header',
    build({ usernameHeaders: [] }),
    'AggregationLayer: usernameHeaders must hold X-Remote-User, which is what kube-apiserver sends, got ""; add ' +
      '"X-Remote-User"',
  ],
  [
    'headers without the one that is sent',
    build({ extraHeaderPrefixes: ['X-Extra-'] }),
    'AggregationLayer: extraHeaderPrefixes must hold X-Remote-Extra-, which is what kube-apiserver sends, got ' +
      '"X-Extra-"; add "X-Remote-Extra-"',
  ],
  [
    'a header twice',
    build({ groupHeaders: ['X-Remote-Group', 'x-remote-group'] }),
    'AggregationLayer: groupHeaders must hold each name once, in upper or lower case, got "x-remote-group"; ' +
      'remove one of them',
  ],
  [
    'a prefix that swallows the user',
    build({ extraHeaderPrefixes: ['X-Remote-Extra-', 'X-Remote-'] }),
    'AggregationLayer: extraHeaderPrefixes must not begin X-Remote-User, got "X-Remote-"; use a longer prefix ' +
      'such as "X-Remote-Extra-"',
  ],

  [
    'another CA',
    given({ ca: authority('another CA').pem }),
    'AggregationLayer: ca must have signed the certificate, directly or through the intermediates that follow ' +
      'it, got "one by CN=a front-proxy CA, not CN=another CA"; pass the CA that issued it',
  ],
  [
    'an expired certificate',
    given(frontProxy(ca, { notAfter: days(-1) })),
    `AggregationLayer: certificate must not be expired, got "one that ended on ${day(days(-1))}"; issue a new one`,
  ],
  [
    'a certificate of tomorrow',
    given(frontProxy(ca, { notBefore: days(1) })),
    `AggregationLayer: certificate must be valid already, got "one that begins on ${day(days(1))}"; check the ` +
      `clock of this machine, which says ${day(days(0))}`,
  ],
  [
    'a serving certificate',
    given(frontProxy(ca, { use: { ca: false, dnsNames: ['kubernetes.default.svc'] } })),
    'AggregationLayer: certificate must allow client authentication in its extended key usage, got ' +
      '"1.3.6.1.5.5.7.3.1"; issue it with extendedKeyUsage = clientAuth',
  ],
  [
    'a certificate without a common name',
    given(frontProxy(ca, { subject: '' })),
    'AggregationLayer: certificate must have a common name: extension API servers compare it with the allowed ' +
      'names, got "certificate F… without one"; issue it with a subject such as CN=front-proxy-client',
  ],
  [
    'another key',
    given({ privateKey: pem(ALGORITHMS.ECDSA_P256.generate()) }),
    'AggregationLayer: privateKey must belong to the certificate, got "another key than that of certificate F…"; ' +
      'pass the key that the certificate was issued for',
  ],
  [
    'a weak key',
    given(frontProxy(ca, { subjectKey: weak })),
    'AggregationLayer: certificate must be strong enough for TLS clients of today, got "an RSA key of 1024 ' +
      'bits"; use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256',
  ],
  [
    'a CA that is none',
    given({ ca: other.certificate }),
    'AggregationLayer: ca must hold CA certificates, got "certificate F… without the CA flag"; pass the ' +
      'certificate of the issuer, not the one that serves',
  ],
  [
    'a CA that signed itself first',
    given({ certificate: ca.pem + sound.certificate }),
    'AggregationLayer: certificate must begin with the client certificate, got "certificate F…, which is a CA"; ' +
      'put the client certificate first and the intermediates after it',
  ],
  [
    "the CA's certificate first",
    given({ certificate: authority('an intermediate', undefined, ca).pem + sound.certificate }),
    'AggregationLayer: certificate must begin with the client certificate, got "certificate F…, which is a CA"; ' +
      'put the client certificate first and the intermediates after it',
  ],
  [
    'a key in place of the certificate',
    given({ certificate: sound.privateKey }),
    'AggregationLayer: certificate must hold certificates only, got "a block of type PRIVATE KEY"; pass the key ' +
      'as privateKey',
  ],
  [
    "the client's key for the CA's",
    given({ caPrivateKey: sound.privateKey }),
    'AggregationLayer: caPrivateKey must belong to a certificate of ca, got "another key"; pass the key of the ' +
      'front-proxy CA, not that of the client certificate',
  ],

  [
    'a relative path',
    onHost({ caFile: 'front-proxy/ca.crt' }),
    'AggregationLayer: caFile must be an absolute path of letters, digits and "._@+-", without ".." or a ' +
      'trailing slash, got "front-proxy/ca.crt"; use a path such as "/etc/kubernetes/front-proxy"',
  ],
  [
    'a path that climbs',
    onHost({ certificateFile: '/etc/front-proxy/../ca.crt' }),
    'AggregationLayer: certificateFile must be an absolute path of letters, digits and "._@+-", without ".." or ' +
      'a trailing slash, got "/etc/front-proxy/../ca.crt"; use a path such as "/etc/kubernetes/front-proxy"',
  ],
  [
    'a path that would be two flags',
    onHost({ privateKeyFile: '/etc/front-proxy/key --insecure' }),
    'AggregationLayer: privateKeyFile must be an absolute path of letters, digits and "._@+-", without ".." or a ' +
      'trailing slash, got "/etc/front-proxy/key --insecure"; use a path such as "/etc/kubernetes/front-proxy"',
  ],
  [
    'one path for two files',
    onHost({ privateKeyFile: files.certificateFile }),
    'AggregationLayer: caFile, certificateFile and privateKeyFile must be three files, got ' +
      '"/etc/front-proxy/tls/ca.crt, /etc/front-proxy/tls/client.crt, /etc/front-proxy/tls/client.crt"; give each ' +
      'its own path',
  ],
  [
    'a folder that cannot be mounted',
    onHost({ caFile: '/etc/ca.crt' }),
    'AggregationLayer: files of the front proxy must be in a folder that can be mounted, two levels deep or ' +
      'more, got "/etc/ca.crt"; move it to a folder such as "/etc/kubernetes/front-proxy"',
  ],
  [
    'a folder of the hosts that is no path',
    build({ frontProxy: FrontProxy.fromPem({ ...sound, hostDirectory: 'front-proxy' }) }),
    'AggregationLayer: hostDirectory must be an absolute path of letters, digits and "._@+-", without ".." or a ' +
      'trailing slash, got "front-proxy"; use a path such as "/etc/kubernetes/front-proxy"',
  ],
  [
    'a common name that is too long',
    onHost({ commonName: 'x'.repeat(65) }),
    'AggregationLayer: commonName must be 1 to 64 printable ASCII characters, got ' +
      '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; use "front-proxy-client"',
  ],

  [
    'kind with files of which it does not know the folder',
    () => build({})().kind(),
    "AggregationLayer.kind(): hostDirectory must name the folder with the front proxy's files on the machine " +
      'that runs kind, got nothing; set hostDirectory, for example to "./front-proxy"',
  ],
  [
    'kind with a folder and no files',
    () => build({ frontProxy: FrontProxy.fromDistribution() })().kind({ hostDirectory: './tls' }),
    'AggregationLayer.kind(): hostDirectory must be left out where the front proxy is made in the node, got ' +
      '"./tls"; remove it, or use FrontProxy.generated(), .fromPem() or .fromHost()',
  ],
  [
    "names that kubeadm's certificate lacks",
    () => build({ frontProxy: FrontProxy.fromDistribution(), allowedNames: ['system:auth-proxy'] })().kubeadm(),
    "AggregationLayer.kubeadm(): allowedNames must hold the common name of kubeadm's certificate, " +
      '"front-proxy-client", got "system:auth-proxy"; add "front-proxy-client"',
  ],
  [
    "names that k3s' certificate lacks",
    () => build({ frontProxy: FrontProxy.fromDistribution(), allowedNames: ['front-proxy-client'] })().k3s(),
    'AggregationLayer.k3s(): allowedNames must hold the common name of k3s\' certificate, "system:auth-proxy", ' +
      'got "front-proxy-client"; add "system:auth-proxy"',
  ],
  [
    "names that RKE2's certificate lacks",
    () => build({ frontProxy: FrontProxy.fromDistribution(), allowedNames: ['front-proxy-client'] })().rke2(),
    "AggregationLayer.rke2(): allowedNames must hold the common name of RKE2's certificate, " +
      '"system:auth-proxy", got "front-proxy-client"; add "system:auth-proxy"',
  ],
  [
    "names that Talos' certificate lacks",
    () => build({ frontProxy: FrontProxy.fromDistribution(), allowedNames: ['system:auth-proxy'] })().talos(),
    'AggregationLayer.talos(): allowedNames must hold the common name of the certificate that Talos issues, ' +
      '"front-proxy-client", got "system:auth-proxy"; add "front-proxy-client"',
  ],
])('refuses %s', (_, action, expected) => {
  expect(message(action)).toBe(expected);
});

test.each<[string, () => unknown]>([
  ['one CA for both, where somebody is named', given({}, { clientCa: sound.ca })],
  [
    'two CAs where nobody is named',
    () => build({ frontProxy: FrontProxy.fromPem(fixedFrontProxy()), allowedNames: [], clientCa: fixedClientCa() }),
  ],
  [
    'a chain through an intermediate',
    () => {
      const root = authority('root');
      const intermediate = authority('intermediate', undefined, root);
      const below = frontProxy(intermediate);
      return given({ ...below, ca: root.pem, certificate: below.certificate + intermediate.pem })();
    },
  ],
  ['headers in other letters', build({ usernameHeaders: ['x-remote-user'] })],
])('accepts %s', (_, action) => {
  expect(message(action)).toBe('accepted');
});

test('console.log and JSON of an AggregationLayer do not show the key of the CA', () => {
  const layer = new AggregationLayer({ frontProxy: FrontProxy.fromPem(fixedFrontProxy()) });
  expect(inspect(layer, { depth: 9 }) + JSON.stringify(layer)).not.toContain(
    fixedFrontProxy().caPrivateKey.slice(40, 90),
  );
});
