import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'yaml';
import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';
import { ALGORITHMS } from '../../lib/pki/algorithm';
import { authority, certificate, ed25519Key, frontProxy, GivenFrontProxy, pem, readBack, rsaKey } from './certificates';

const serving = authority('serving');
const servingKey = ALGORITHMS.ECDSA_P256.generate();
const server = {
  ca: serving.pem,
  privateKey: pem(servingKey),
  certificate: certificate({
    issuer: serving,
    subject: 'server',
    subjectKey: servingKey,
    use: { ca: false, dnsNames: ['server'] },
  }),
};

/** The result of a handshake with an extension API server that trusts the CA, by a client with these files. */
function presented(trusted: string, client: GivenFrontProxy): string {
  return execFileSync(process.execPath, [join(__dirname, 'handshake.mjs')], {
    input: JSON.stringify({ server, trusted, client }),
    timeout: 100_000,
  })
    .toString()
    .trim();
}

const filesOf = (layer: AggregationLayer): GivenFrontProxy => {
  const [ca, client, key] = layer.hostFiles.map(file => file.content);
  return { ca: ca!, certificate: client!, privateKey: key! };
};

test('a handshake accepts the issued certificate and refuses another one', () => {
  const ours = filesOf(
    new AggregationLayer({ frontProxy: FrontProxy.fixtureForTestsOnly({ commonName: 'aggregator' }) }),
  );
  expect(presented(ours.ca, ours)).toBe('believed as CN=aggregator');
  expect(presented(ours.ca, frontProxy())).toContain('not believed');
});

test('given PEM is emitted as it is', () => {
  const given = frontProxy();
  const files = filesOf(
    new AggregationLayer({ frontProxy: FrontProxy.fromPem({ ...given, hostDirectory: '/srv/front-proxy' }) }),
  );
  expect(files).toEqual(given);
  expect(presented(files.ca, files)).toBe('believed as CN=front-proxy-client');
});

test.each([
  ['EC PRIVATE KEY', ALGORITHMS.ECDSA_P256.generate()],
  ['RSA PRIVATE KEY', rsaKey(2048)],
  ['ED25519 PRIVATE KEY', ed25519Key()],
])('Talos gets the signer of a bundle and its key as %s', (label, key) => {
  const signer = authority('signer', key);
  const given = frontProxy(signer);
  const layer = new AggregationLayer({
    frontProxy: FrontProxy.fromPem({ ...given, ca: authority('next').pem + given.ca, caPrivateKey: pem(key) }),
  });
  const { cluster } = parse(layer.talos()) as { cluster: { aggregatorCA: { crt: string; key: string } } };
  const decoded = (text: string): string => Buffer.from(text, 'base64').toString();
  expect(decoded(cluster.aggregatorCA.key)).toMatch(
    new RegExp(`^-----BEGIN ${label}-----\\n[^-]+-----END ${label}-----\\n$`),
  );
  const certificateOfTalos = new X509Certificate(decoded(cluster.aggregatorCA.crt));
  expect(certificateOfTalos.subject).toBe('CN=signer');
  expect(certificateOfTalos.checkPrivateKey(readBack(decoded(cluster.aggregatorCA.key)))).toBe(true);
});

test('one CA for clients and front proxy, allowed: a notice is printed', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const given = frontProxy();
  new AggregationLayer({ frontProxy: FrontProxy.fromPem(given), clientCa: given.ca });
  expect(write.mock.calls.join('')).toMatch(
    /^notice: AggregationLayer: the front-proxy CA also vouches for clients, certificate [0-9a-f]{16}…: whoever gets a client certificate for one of the allowed names can pose as anyone; use a CA of its own\n$/,
  );
  write.mockRestore();
});
