import fc from 'fast-check';
import { say } from '../../lib/errors';
import {
  checkEndpointAddress,
  checkImage,
  checkNamespace,
  checkPort,
  checkServerName,
  clusterScopedStem,
  isSubdomain,
  serviceDnsName,
} from '../../lib/kubernetes/names';

/** Any character, also half ones. */
const anything = fc.nat(0xffff).map(code => String.fromCharCode(code));

const said = (complaint: Parameters<typeof say>[0] | undefined): string => (complaint ? say(complaint) : 'fine');
const label = (length: number): string => 'a'.repeat(length);

test('the DNS name of a Service is <service>.<namespace>.svc', () => {
  expect(serviceDnsName('metrics-server', 'kube-system')).toBe('metrics-server.kube-system.svc');
});

test('two servers with different names or namespaces have different cluster-scoped names', () => {
  const dnsLabel = fc.stringMatching(/^[a-z]([-a-z0-9]{0,5}[a-z0-9])?$/);
  fc.assert(
    fc.property(dnsLabel, dnsLabel, dnsLabel, dnsLabel, (name, namespace, otherName, otherNamespace) => {
      expect(clusterScopedStem(name, namespace) === clusterScopedStem(otherName, otherNamespace)).toBe(
        name === otherName && namespace === otherNamespace,
      );
    }),
  );
});

describe('a DNS subdomain', () => {
  test.each<[string, string, boolean]>([
    ['may be one label', 'wardle', true],
    ['may be several', 'wardle.example.com', true],
    ['may start with a digit', '3scale.net', true],
    ['may hold hyphens', 'x-k8s.io', true],
    ['may have labels of 63 characters', `${label(63)}.com`, true],
    ['must not have longer ones', `${label(64)}.com`, false],
    ['may have 253 characters', `${`${label(49)}.`.repeat(5)}com`, true],
    ['must not have 254', `${`${label(49)}.`.repeat(5)}coms`, false],
    ['must not be empty', '', false],
    ['must not have an empty label', 'a..b', false],
    ['must not end with a dot', 'a.b.', false],
    ['must not start with a hyphen', '-a.b', false],
    ['must not have a label that ends with a hyphen', 'a-.b', false],
    ['must not have capitals', 'A.b', false],
    ['must not have an underscore', 'a_b.c', false],
    ['must not end with a line break', 'a.b\n', false],
    ['must not have letters of other alphabets', 'ä.de', false],
  ])('%s', (_name, text, fits) => {
    expect(isSubdomain(text)).toBe(fits);
  });
});

describe('a namespace', () => {
  const rule = 'namespace must be a DNS label of lower-case letters, digits and "-"';
  test.each<[string, string, string]>([
    ['may be a word', 'wardle', 'fine'],
    ['may start with a digit', '1st', 'fine'],
    ['may have 63 characters', label(63), 'fine'],
    [
      'must not have 64',
      label(64),
      `namespace must have at most 63 characters to fit in a DNS name, got "${label(64)}"; shorten it by 1`,
    ],
    ['must not be empty', '', `${rule}, got ""; use a name such as "metrics"`],
    ['must not have a dot', 'a.b', `${rule}, got "a.b"; use a name such as "metrics"`],
    ['must not have capitals', 'Metrics', `${rule}, got "Metrics"; use a name such as "metrics"`],
    ['must not end with a hyphen', 'a-', `${rule}, got "a-"; use a name such as "metrics"`],
    ['must not end with a line break', 'a\n', `${rule}, got "a "; use a name such as "metrics"`],
  ])('%s', (_name, namespace, message) => {
    expect(said(checkNamespace(namespace))).toBe(message);
  });
});

describe("a server's name", () => {
  const rule =
    'name must be a DNS label of lower-case letters, digits and "-", a letter first, because a Service bears it';
  test.each<[string, string, string]>([
    ['may be a word', 'wardle', 'fine'],
    ['may have 63 characters', label(63), 'fine'],
    [
      'must not have 70',
      label(70),
      `name must have at most 63 characters to fit in a DNS name, got "${label(70)}"; shorten it by 7`,
    ],
    ['must not be empty, and then there is nothing to suggest', '', `${rule}, got ""; set the prop name`],
    [
      'must not be in capitals: words get hyphens',
      'MetricsServer',
      `${rule}, got "MetricsServer"; set the prop name, for example to "metrics-server"`,
    ],
    [
      'must not have spaces',
      ' my server ',
      `${rule}, got " my server "; set the prop name, for example to "my-server"`,
    ],
    [
      'must not start with a digit',
      '1st-server',
      `${rule}, got "1st-server"; set the prop name, for example to "st-server"`,
    ],
    ['must not consist of digits', '42', `${rule}, got "42"; set the prop name`],
    ['must not have a dot', 'v1.wardle', `${rule}, got "v1.wardle"; set the prop name, for example to "v1-wardle"`],
    [
      'must not have an underscore',
      'my_server_',
      `${rule}, got "my_server_"; set the prop name, for example to "my-server"`,
    ],
  ])('%s', (_name, name, message) => {
    expect(said(checkServerName(name, 'name'))).toBe(message);
  });

  test('a refusal says where the name came from', () => {
    expect(said(checkServerName('A', 'construct id, from which the name comes,'))).toMatch(
      /^construct id, from which the name comes, must be a DNS label /,
    );
  });

  test('any text is refused, or a label; the suggested name is accepted', () => {
    const texts = fc.oneof(fc.string({ unit: anything, maxLength: 70 }), fc.stringMatching(/^[A-Za-z0-9 ._-]{0,70}$/));
    fc.assert(
      fc.property(texts, name => {
        const complaint = checkServerName(name, 'name');
        expect(complaint === undefined).toBe(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));
        const suggested = /for example to "(.*)"$/.exec(complaint?.fix ?? '')?.[1];
        if (suggested !== undefined) {
          expect(checkServerName(suggested, 'name')).toBeUndefined();
        }
      }),
    );
  });
});

describe('an image', () => {
  const rule = 'image must be a container image reference';
  const fix = 'use a reference such as "registry.example.com/wardle:1.0.0"';
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  test.each<[string, string, string]>([
    ['may be a name', 'nginx', 'fine'],
    ['may have a tag', 'nginx:1.27-alpine', 'fine'],
    ['may have a registry', 'registry.k8s.io/e2e-test-images/sample-apiserver:1.29.2', 'fine'],
    ['may have a registry with a port', 'localhost:5000/wardle', 'fine'],
    ['may have a registry with a port, and a tag', 'localhost:5000/wardle:1.0', 'fine'],
    ['may have a digest', `nginx@${digest}`, 'fine'],
    ['may have a registry without a dot, and a port', 'registry:5000/a/b', 'fine'],
    ['may have a registry of one word with capitals', 'MyRegistry/foo:1', 'fine'],
    ['may have a registry in capitals', 'Registry.Example.com/a', 'fine'],
    ['may have a registry at an address', '[2001:db8::1]:5000/a', 'fine'],
    ['must not have two colons', 'nginx::1', `${rule}, got "nginx::1"; ${fix}`],
    ['must not have two tags', 'nginx:latest:1', `${rule}, got "nginx:latest:1"; ${fix}`],
    [
      'must not have a path in capitals',
      'ghcr.io/MyOrg/app',
      `${rule}, whose path is in lower case, got "ghcr.io/MyOrg/app"; ${fix}`,
    ],
    ['may have a tag and a digest', `quay.io/a/b__c:v1_2@${digest}`, 'fine'],
    ['must not be empty', '', `${rule}, got ""; ${fix}`],
    ['must not have a space', 'nginx latest', `${rule}, got "nginx latest"; ${fix}`],
    ['must not end with a line break', 'nginx\n', `${rule}, got "nginx "; ${fix}`],
    ['must not end with a colon', 'nginx:', `${rule}, got "nginx:"; ${fix}`],
    ['must not start with a slash', '/nginx', `${rule}, got "/nginx"; ${fix}`],
    ['must not have half a digest', 'nginx@sha256:0123', `${rule}, got "nginx@sha256:0123"; ${fix}`],
    ['must not be a variable that nobody replaced', '${IMAGE}', `${rule}, got "\${IMAGE}"; ${fix}`],
    [
      'must not have a scheme',
      'https://nginx',
      'image must be a reference without a scheme, got "https://nginx"; drop "https://"',
    ],
  ])('%s', (_name, image, message) => {
    expect(said(checkImage(image))).toBe(message);
  });

  test.each<[string, string, string]>([
    [
      'must not have a scheme in capitals',
      'HTTPS://nginx',
      'image must be a reference without a scheme, got "HTTPS://nginx"; drop "HTTPS://"',
    ],
    [
      "must not be a pod's imageID",
      'docker-pullable://nginx',
      'image must be a reference without a scheme, got "docker-pullable://nginx"; drop "docker-pullable://"',
    ],
  ])('%s', (_name, image, message) => {
    expect(said(checkImage(image))).toBe(message);
  });

  test('a long image is checked in less than half a second', () => {
    const begin = performance.now();
    for (const part of ['a', 'a/', 'a.', ':a', 'a-_', '@sha256:']) {
      checkImage(`${part.repeat(20_000)} `);
    }
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

describe('a port', () => {
  const rule = 'port must be a whole number from 1 to 65535';
  test.each<[string, number, string]>([
    ['may be 1', 1, 'fine'],
    ['may be 65535', 65535, 'fine'],
    ['must not be 0', 0, `${rule}, got 0; use 10250 unless the server needs another`],
    ['must not be 65536', 65536, `${rule}, got 65536; use 10250 unless the server needs another`],
    ['must not be negative', -443, `${rule}, got -443; use 10250 unless the server needs another`],
    ['must not be a fraction', 443.5, `${rule}, got 443.5; use 10250 unless the server needs another`],
  ])('%s', (_name, port, message) => {
    expect(said(checkPort('port', port))).toBe(message);
  });

  test('a port that is no number is refused', () => {
    expect(checkPort('port', NaN)?.must).toBe(rule);
    expect(checkPort('port', Infinity)?.must).toBe(rule);
  });
});

describe('an address of an endpoint', () => {
  const own = (address: string): string =>
    `address must be reachable from the control plane, not loopback, link-local or multicast, got "${address}"; ` +
    'use the address of the network that both share';
  test.each<[string, string, string]>([
    ['may be private', '192.168.1.10', 'fine'],
    ['may be public', '203.0.113.7', 'fine'],
    ['may be of version 6', '2001:db8::1', 'fine'],
    ['may be a unique local one', 'fd00::1', 'fine'],
    ['may look like multicast further on', '10.224.0.1', 'fine'],
    [
      'must not be a name',
      'laptop.example.com',
      'address must be an IP address, got "laptop.example.com"; use Backend.externalName() for a DNS name',
    ],
    ['must not be empty', '', 'address must be an IP address, got ""; use Backend.externalName() for a DNS name'],
    [
      'must not have a port',
      '10.0.0.1:443',
      'address must be an IP address, got "10.0.0.1:443"; use Backend.externalName() for a DNS name',
    ],
    [
      'must not be out of range',
      '10.0.0.256',
      'address must be an IP address, got "10.0.0.256"; use Backend.externalName() for a DNS name',
    ],
    ['must not be loopback', '127.0.0.1', own('127.0.0.1')],
    ['must not be another loopback', '127.8.8.8', own('127.8.8.8')],
    ['must not be loopback of version 6', '::1', own('::1')],
    ['must not be unspecified', '0.0.0.0', own('0.0.0.0')],
    ['must not be unspecified of version 6', '::', own('::')],
    ['must not be link-local', '169.254.169.254', own('169.254.169.254')],
    ['must not be link-local of version 6', 'fe80::1', own('fe80::1')],
    ['must not be link-local in capitals', 'FEBF::1', own('FEBF::1')],
    ['must not be multicast', '224.0.0.1', own('224.0.0.1')],
    ['must not be the last multicast', '239.255.255.255', own('239.255.255.255')],
    ['must not be multicast of version 6', 'ff02::1', own('ff02::1')],
  ])('%s', (_name, address, message) => {
    expect(said(checkEndpointAddress(address))).toBe(message);
  });

  test.each<[string, string]>([
    ['must not be loopback of version 6 in full', '0:0:0:0:0:0:0:1'],
    ['must not be unspecified in another spelling', '0::0'],
    ['must not be loopback of version 4 in version 6', '::ffff:127.0.0.1'],
  ])('%s', (_name, address) => {
    expect(said(checkEndpointAddress(address))).toBe(own(address));
  });

  test('an IPv6 address with a zone is refused', () => {
    expect(said(checkEndpointAddress('2001:db8::1%eth0'))).toBe(
      'address must be an IP address, got "2001:db8::1%eth0"; use Backend.externalName() for a DNS name',
    );
  });
});

test('a check of any text does not throw', () => {
  const texts = fc.oneof(
    fc.string({ unit: anything }),
    fc.ipV4(),
    fc.ipV6(),
    fc.domain(),
    fc.domain().map(host => `https://${host}/a`),
  );
  fc.assert(
    fc.property(texts, text => {
      for (const check of [checkNamespace, checkImage, checkEndpointAddress]) {
        const complaint = check(text);
        expect(complaint === undefined || say(complaint).length > 0).toBe(true);
      }
      expect(typeof isSubdomain(text)).toBe('boolean');
    }),
  );
});
