import { KeyObject } from 'node:crypto';
import { App } from 'cdk8s';
import { fingerprint, inspect } from '../../lib/pki/inspect';
import { caBundle, generations, keyText, Slots } from '../../lib/pki/slots';
import { FixtureStore } from '../../lib/pki/store/fixtures';
import { checkServing } from '../../lib/pki/certificate-checks';
import { KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';
import { openssl, testWithOpenssl } from './openssl';

const NAME = 'catalog.catalog.svc';
const id = { namespace: 'catalog', name: 'catalog' };
const store = new FixtureStore([NAME]);
const slots = store.read('app/catalog', id);

describe('a fixture', () => {
  test('never changes, because users have it in snapshots', () => {
    expect(generations(slots).flatMap(({ ca, certificate }) => [fingerprint(ca), fingerprint(certificate)])).toEqual([
      '704340e92311a285673590f2f616138837bbe3515f1349daa409dda5d62d6304',
      'b1285c69ee5bb36809ddce629da283dc6392765d996873c229d40fe349606eb8',
      'df184570f7d99cbfdf00d064b46b78c4e4ae6401fcb1661ef638db4032836637',
      '818c066679c2bff605a393d507ce34c33711ef7c2b9913f08e298c14298c4883',
    ]);
  });

  test('is the same from another store', () => {
    const text = (read: Slots): string[] =>
      generations(read).map(
        ({ ca, certificate, privateKey }) => `${ca}${certificate}${keyText(privateKey as KeyObject)}`,
      );
    expect(text(new FixtureStore([NAME]).read('elsewhere', id))).toEqual(text(slots));
    expect(text(store.read('app/catalog', id))).toEqual(text(slots));
  });

  test.each([
    ['name', { ...id, name: 'other' }],
    ['namespace', { ...id, namespace: 'other' }],
  ])("differs with the server's %s", (_what, other) => {
    const others = store.read('app/catalog', other);
    const keys = [slots, others].flatMap(each =>
      generations(each).map(({ privateKey }) => keyText(privateKey as KeyObject)),
    );
    expect(new Set(keys).size).toBe(4);
    expect(caBundle(others)).not.toBe(caBundle(slots));
  });

  test('is valid for the requested names, today and in 90 years', () => {
    for (const { ca, certificate, privateKey } of generations(slots)) {
      const serving = { chain: [certificate], roots: [ca], privateKey };
      for (const moment of [new Date(), new Date('2110-01-01T00:00:00Z')]) {
        expect(checkServing(serving, [NAME], moment)).toBeUndefined();
      }
      expect(inspect(certificate).dnsNames).toEqual([NAME]);
    }
  });

  test.each(['1970-01-01T00:00:00Z', '2500-01-01T00:00:00Z'])('is the same under a clock that says %s', now => {
    const objects = (): KubernetesObject[] => objectsOf(serverWith({}).node.root as App);
    const today = objects();
    jest.useFakeTimers({ now: new Date(now) });
    try {
      expect(objects()).toEqual(today);
    } finally {
      jest.useRealTimers();
    }
  });

  testWithOpenssl('is accepted by openssl', () => {
    const answers = openssl(
      generations(slots).map(({ certificate }) => ({
        arguments: [
          'verify',
          '-x509_strict',
          '-purpose',
          'sslserver',
          '-verify_hostname',
          NAME,
          '-no-CApath',
          '-CAfile',
          'ca',
          'leaf',
        ],
        files: { ca: caBundle(slots), leaf: certificate },
      })),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('is not written to disk', () => {
    store.stage();
    store.publish();
    expect(store.location(id)).toBe('fixtures/catalog/catalog');
  });
});
