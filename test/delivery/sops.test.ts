import fc from 'fast-check';
import { Delivery } from '../../lib';
import { sops } from '../../lib/delivery/sops/sops';
import { JsonObject, Strings } from '../../lib/kubernetes/manifest';
import { messageOf } from '../pki/temporary-folder';
import { ageDecrypt, ageIdentities, sopsDecrypt, Stanza, stanzaOf } from './age';
import { CONTENT, contents, NOW, OTHER } from './contents';
import { emptyFields } from './printed';

const [ONE, TWO, STRANGER, QUANTUM] = ageIdentities(3, 1) as [AgePair, AgePair, AgePair, AgePair];
type AgePair = ReturnType<typeof ageIdentities>[number];
const MOMENT = new Date('2026-02-03T04:05:06.789Z');

const delivery = sops({ age: [ONE.recipient, TWO.recipient, QUANTUM.recipient] }, { now: () => MOMENT });
const encrypted = delivery.encrypt([CONTENT, OTHER]);
const [first, second] = encrypted as [JsonObject, JsonObject];
const wrappedFor = (document: JsonObject, { recipient }: AgePair): string =>
  stanzaOf(document).age.find(key => key.recipient === recipient)!.enc;

test('each recipient can decrypt, and nobody else', () => {
  const files = [ONE, TWO, QUANTUM].flatMap(({ identity, recipient }) =>
    encrypted.map(document => ({ identity, armored: wrappedFor(document, { identity, recipient }) })),
  );
  const [one, other, ...rest] = ageDecrypt([
    ...files,
    { identity: STRANGER.identity, armored: wrappedFor(first, ONE) },
  ]);
  expect(rest).toEqual([one, other, one, other, "no identity matched any of the file's recipients"]);
  expect(one).not.toBe(other);
  expect(sopsDecrypt(first, Buffer.from(one!, 'base64'))).toEqual(CONTENT.data);
  expect(sopsDecrypt(second, Buffer.from(other!, 'base64'))).toEqual(OTHER.data);
});

test('any content is decrypted to the same content', () => {
  const any = fc.sample(contents, 60);
  const documents = sops({ age: [ONE.recipient] }).encrypt(any);
  const keys = ageDecrypt(documents.map(document => ({ identity: ONE.identity, armored: wrappedFor(document, ONE) })));
  expect(
    documents.map((document, index) =>
      sopsDecrypt(JSON.parse(JSON.stringify(document)), Buffer.from(keys[index]!, 'base64')),
    ),
  ).toEqual(any.map(({ data }) => ({ ...data })));
});

test('a value is bound to its field, and the digest to the time', () => {
  const [key] = ageDecrypt([{ identity: ONE.identity, armored: wrappedFor(first, ONE) }]).map(text =>
    Buffer.from(text, 'base64'),
  );
  const data = first.data as Strings;
  expect(() =>
    sopsDecrypt({ ...first, data: { 'tls.crt': data['tls.key'], 'tls.key': data['tls.crt'] } }, key!),
  ).toThrow();
  expect(() => sopsDecrypt({ ...first, data: { 'tls.key': data['tls.key'] } }, key!)).toThrow('the digest is another');
  expect(() =>
    sopsDecrypt(
      { ...first, sops: { ...stanzaOf(first), lastmodified: '2026-02-03T04:05:07Z' } as unknown as JsonObject },
      key!,
    ),
  ).toThrow();
});

test('the fields for SOPS', () => {
  const { age, mac, ...told } = stanzaOf(first);
  expect(told).toEqual({
    encrypted_regex: '^(data|stringData)$',
    lastmodified: '2026-02-03T04:05:06Z',
    mac_only_encrypted: true,
    version: '3.9.0',
  });
  expect(age.map(({ recipient }) => recipient)).toEqual([ONE, TWO, QUANTUM].map(({ recipient }) => recipient).sort());
  expect(
    age.every(({ enc }) => /^-----BEGIN AGE ENCRYPTED FILE-----\n[^]+\n-----END AGE ENCRYPTED FILE-----\n$/.test(enc)),
  ).toBe(true);
  expect(Object.keys(first.data as Strings)).toEqual(['tls.crt', 'tls.key']);
  expect(
    [mac, ...Object.values(first.data as Strings)].filter(
      value => !/^ENC\[AES256_GCM,data:[^,]+,iv:[^,]{44},tag:[^,]{24},type:str\]$/.test(value),
    ),
  ).toEqual([]);
});

test('the manifest is the Secret with the fields of SOPS', () => {
  expect(delivery.manifest(CONTENT, first)).toEqual({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'wardle-tls', namespace: 'wardle', labels: CONTENT.labels, annotations: CONTENT.annotations },
    type: 'kubernetes.io/tls',
    data: first.data,
    sops: first.sops,
  });
  expect(emptyFields(delivery.manifest({ ...CONTENT, labels: {}, annotations: {} }, first))).toEqual([]);
});

test('the recipients are sorted, and the ciphertext is bound to no name', () => {
  expect(delivery.recipient()).toBe(
    [ONE, TWO, QUANTUM]
      .map(({ recipient }) => recipient)
      .sort()
      .join(' '),
  );
  expect(sops({ age: [QUANTUM.recipient, TWO.recipient, ONE.recipient] }).recipient()).toBe(delivery.recipient());
  expect([delivery.name, delivery.binding(CONTENT)]).toEqual(['sops', '']);
});

test('without contents no process is started', () => {
  const { execPath } = process;
  process.execPath = '/no/such/program';
  try {
    expect(delivery.encrypt([])).toEqual([]);
    expect(messageOf(() => delivery.encrypt([CONTENT, OTHER]))).toBe(
      'wardle/wardle-tls, wardle/catalog-tls: age must be able to encrypt for its recipients, ' +
        'got "spawnSync /no/such/program ENOENT"; compare them with what age-keygen -y prints, ' +
        'and let synth start a process of Node',
    );
  } finally {
    process.execPath = execPath;
  }
});

test('NODE_OPTIONS is not passed to the child process', () => {
  process.env.NODE_OPTIONS = '--require=/no/such/module.js';
  try {
    expect(delivery.encrypt([CONTENT])).toHaveLength(1);
  } finally {
    delete process.env.NODE_OPTIONS;
  }
});

test('a well-formed recipient that is not a key is refused with one line', () => {
  // Zero is a point of X25519 that would give everybody the same key: RFC 7748, section 6.1.
  const zero = 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z';
  const odd = sops({ age: [ONE.recipient, zero] });
  expect(odd.check(NOW)).toBeUndefined();
  expect(messageOf(() => odd.encrypt([CONTENT]))).toMatch(
    // The text after the recipient depends on the version of Node.
    new RegExp(
      `^wardle/wardle-tls: age must be able to encrypt for its recipients, got "Error: ${zero}: [^"]+"; ` +
        'compare them with what age-keygen -y prints, and let synth start a process of Node$',
    ),
  );
});

test('a placeholder has the form of a ciphertext, never changes, and cannot be decrypted', () => {
  const shape = (document: JsonObject): unknown => {
    const { age, mac } = stanzaOf(document);
    return [
      age.map(({ recipient, enc }) => [recipient, enc.split('\n').map(line => line.length)]),
      mac.length,
      Object.entries(document.data as Strings).map(([key, value]) => [key, value.length]),
    ];
  };
  const placeholder = delivery.placeholder(CONTENT);
  expect(shape(placeholder)).toEqual(shape(first));
  expect(delivery.placeholder(CONTENT)).toEqual(placeholder);
  expect((placeholder.sops as unknown as Stanza).lastmodified).toBe('1970-01-01T00:00:00Z');
  expect(ageDecrypt([{ identity: ONE.identity, armored: wrappedFor(placeholder, ONE) }])).toEqual([
    expect.stringMatching(/invalid/),
  ]);
});

test.each([
  ['labels', 'data'],
  ['labels', 'stringData'],
  ['annotations', 'data'],
])('SOPS would decrypt %s called %s', (field, name) => {
  const odd = { ...CONTENT, [field]: { [name]: 'x' } };
  const message =
    'wardle/wardle-tls: labels and annotations must not be named data or stringData: ' +
    `SOPS would try to decrypt them, got "${name}"; give it another name, with a prefix such as example.com/`;
  expect(messageOf(() => delivery.encrypt([odd]))).toBe(message);
  expect(messageOf(() => delivery.manifest(odd, first))).toBe(message);
});

test('the factory passes the recipients on', () => {
  const { _strategy } = Delivery.sops({ age: [ONE.recipient] });
  expect(_strategy.kind === 'encrypted' && [_strategy.check(NOW), _strategy.recipient()]).toEqual([
    undefined,
    ONE.recipient,
  ]);
});
