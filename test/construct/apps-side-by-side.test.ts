import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration } from 'cdk8s';
import {
  Delivery,
  ExtensionApiServer,
  ExtensionApiServerProps,
  KeyAlgorithm,
  SealedSecretScope,
  Tls,
} from 'cdk8s-extension-api-server';
import { rotate } from '../../lib/pki/rotation';
import { keyText, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { CONTROLLER } from '../delivery/controller';
import { fixturePair } from '../pki/fixture-pair';
import { inOwnFolder } from '../tls/own-folder';
import { REQUIRED } from './server-in-app';

const { said, folder } = inOwnFolder();
afterEach(() => {
  delete process.env.CI;
  delete process.env.EXTENSION_API_SERVER_PKI;
});

/** An app of one program, with the server that the other has too. */
function describedApp(outdir: string, props: Partial<ExtensionApiServerProps> = {}): App {
  const app = new App({ outdir: join(folder(), outdir) });
  new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { ...REQUIRED, ...props });
  return app;
}
const invalid = (app: App): App => {
  app.node.addValidation({ validate: () => ['no'] });
  return app;
};
const emitted = (outdir: string): Record<string, string> =>
  Object.fromEntries(readdirSync(outdir).map(file => [file, readFileSync(join(outdir, file), 'utf8')]));
const ID = { namespace: 'catalog', name: 'catalog' };
const state = (): Slots => new DiskStore('pki').read('test', ID)!;
const LOST =
  'must be changed by one synth at a time, got "another that finished first"; run synth again: it reads what the ' +
  'other wrote';
const sealedSecret = (scope?: SealedSecretScope): Delivery =>
  Delivery.sealedSecret({ certificate: CONTROLLER.certificate, scope });

const pair = fixturePair('catalog.catalog.svc');
const SERVERS: [string, () => Partial<ExtensionApiServerProps>][] = [
  ['a generated certificate', () => ({})],
  ['one whose key is sealed', () => ({ tls: Tls.generated({ delivery: sealedSecret() }) })],
  ['a provided certificate whose key is sealed', () => ({ tls: Tls.fromPem({ ...pair, delivery: sealedSecret() }) })],
];

describe.each(SERVERS)('two apps with one server, %s:', (_what, props) => {
  test('both constructed first, then both synthesized: the key is the same', () => {
    const [one, two] = [describedApp('one', props()), describedApp('two', props())];
    one.synth();
    two.synth();
    expect(emitted('two')).toEqual(emitted('one'));
    describedApp('later', props()).synth();
    expect(emitted('later')).toEqual(emitted('one'));
  });

  test('both constructed first, then synthesized in the other order: the key is the same', () => {
    const [one, two] = [describedApp('one', props()), describedApp('two', props())];
    two.synth();
    one.synth();
    expect(emitted('two')).toEqual(emitted('one'));
  });

  test('the first app may not write: the second keeps the key that the first staged', () => {
    const [one, two] = [invalid(describedApp('one', props())), describedApp('two', props())];
    expect(() => one.synth()).toThrow('no');
    expect(existsSync('pki')).toBe(false);
    two.synth();
    describedApp('later', props()).synth();
    expect(emitted('later')).toEqual(emitted('two'));
  });

  test('the folder is removed between the two: the second writes the key that it emits', () => {
    const [one, two] = [describedApp('one', props()), describedApp('two', props())];
    one.synth();
    rmSync('pki', { recursive: true });
    two.synth();
    describedApp('later', props()).synth();
    expect(emitted('later')).toEqual(emitted('two'));
  });

  test('the folder is removed after both: the next app mints a new key', () => {
    describedApp('one', props()).synth();
    rmSync('pki', { recursive: true });
    describedApp('two', props()).synth();
    expect(emitted('two')).not.toEqual(emitted('one'));
  });

  test('no state under CI: both have the same ephemeral key', () => {
    Object.assign(process.env, { CI: 'true', EXTENSION_API_SERVER_PKI: 'ephemeral' });
    const [one, two] = [describedApp('one', props()), describedApp('two', props())];
    one.synth();
    two.synth();
    expect(emitted('two')).toEqual(emitted('one'));
  });
});

test('an invalid app writes no key of a server that only it has', () => {
  const one = invalid(describedApp('one'));
  new ExtensionApiServer(one.charts[0]!, 'other', {
    ...REQUIRED,
    apis: [{ group: 'other.example.com', version: 'v1' }],
  });
  const two = describedApp('two');
  expect(() => one.synth()).toThrow('no');
  two.synth();
  expect(readdirSync('pki/catalog')).toEqual(['catalog']);
});

test('the standby is missing after a rotation: both apps get the same new one', () => {
  describedApp('first').synth();
  const store = new DiskStore('pki');
  store.stage('test', ID, rotate(store.read('test', ID)!, { now: new Date(), applied: true }) as Slots);
  store.publish();
  const [one, two] = [describedApp('one'), describedApp('two')];
  one.synth();
  two.synth();
  expect(emitted('two')).toEqual(emitted('one'));
  expect(state().standby?.number).toBe(3);
});

test('another process wrote meanwhile: what one app staged is dropped', () => {
  const one = describedApp('one');
  const other = new DiskStore('pki');
  other.stage('test', ID, slotsElsewhere());
  other.publish();
  describedApp('two').synth();
  expect(state().current.certificate.fingerprint256).toBe(other.read('test', ID)!.current.certificate.fingerprint256);
  expect(() => one.synth()).toThrow(`app/catalog: pki/catalog/catalog ${LOST}`);
});

/** As a synth in another folder mints them. */
function slotsElsewhere(): Slots {
  const app = describedApp('elsewhere', { tls: Tls.generated({ directory: 'elsewhere-pki' }) });
  app.synth();
  return new DiskStore('elsewhere-pki').read('test', ID)!;
}

describe('two apps with different props for one server:', () => {
  test('other algorithm, validity and names: the first mints, and the second gets a message about the name', () => {
    const one = describedApp('one');
    const two = describedApp('two', {
      tls: Tls.generated({
        algorithm: KeyAlgorithm.RSA_2048,
        validity: Duration.days(30),
        dnsNames: ['catalog.example.com'],
      }),
    });
    one.synth();
    two.synth();
    expect(emitted('two')).toEqual(emitted('one'));
    expect(said.filter(line => line.includes('catalog.example.com'))).toHaveLength(2);
  });

  test.each<[string, () => Delivery, () => Delivery]>([
    ['one in plaintext, one sealed', () => Delivery.plain(), () => sealedSecret()],
    ['sealed for two scopes', () => sealedSecret(), () => sealedSecret(SealedSecretScope.CLUSTER_WIDE)],
  ])('%s: only one of them is written', (_what, first, second) => {
    const [one, two] = [
      describedApp('one', { tls: Tls.generated({ delivery: first() }) }),
      describedApp('two', { tls: Tls.generated({ delivery: second() }) }),
    ];
    one.synth();
    expect(() => two.synth()).toThrow(`app/catalog: pki/catalog/catalog ${LOST}`);
    expect(readdirSync('two')).toEqual([]);
  });

  test('two given keys: one of them is written', () => {
    const { ca, certificate, privateKey } = slotsElsewhere().current;
    const other = { ca: ca.toString(), certificate: certificate.toString(), privateKey: keyText(privateKey!) };
    const [one, two] = [pair, other].map((each, index) =>
      describedApp(`app-${index}`, { tls: Tls.fromPem({ ...each, delivery: sealedSecret() }) }),
    );
    one!.synth();
    expect(() => two!.synth()).toThrow(
      'app/catalog: pki/catalog/catalog-tls.sealed-secret.json must be written by one synth at a time, got ' +
        '"another that finished first"; run synth again: it reads what the other wrote',
    );
  });
});

test('another directory: nothing is shared', () => {
  const [one, two] = [describedApp('one'), describedApp('two', { tls: Tls.generated({ directory: 'pki/two' }) })];
  const secret = (app: App): unknown =>
    (app.node.findAll().find(node => ApiObject.isApiObject(node) && node.kind === 'Secret') as ApiObject).toJson().data;
  expect(secret(two)).not.toEqual(secret(one));
});
