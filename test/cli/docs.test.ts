import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createColors } from 'picocolors';
import { stringify } from 'yaml';
import { run } from '../../lib/cli/program';
import { caBundle, keyText, Slots } from '../../lib/pki/slots';
import { DiskStore } from '../../lib/pki/store/disk';
import { apiService, base64, deployment, service, tlsSecret } from '../verify/manifests';
import { NOW } from './run';
import { frontProxy, idOf, minted, refilled, sealed, stateOf } from './state';

const text = readFileSync(resolve(__dirname, '../../docs/cli.md'), 'utf8');
const COMMAND = 'npx cdk8s-extension-api-server';
/** The commands of `console` blocks with their output, in the order of the page. `sh` blocks need other programs. */
const commands = [...text.matchAll(/```console\n([\s\S]*?)```/g)]
  .flatMap(([, block]) => block!.split(/^\$ /m).slice(1))
  .map(entry => {
    const [line = '', ...output] = entry.split('\n');
    return { line, output: output.join('\n').trimEnd() };
  });

function projectFolder(): string {
  const catalog = minted('shop/catalog', 340);
  const folder = resolve(
    stateOf({
      '_kube-apiserver/front-proxy': frontProxy(),
      'shop/billing': sealed(minted('shop/billing', 30)),
      'shop/catalog': catalog,
    }),
    '..',
  );
  const { certificate, privateKey } = catalog.current;
  const objects = [
    apiService({ caBundle: base64(caBundle(catalog)) }),
    service(),
    deployment(),
    tlsSecret('catalog-tls', certificate.toString(), keyText(privateKey!)),
  ];
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist/catalog.k8s.yaml'), objects.map(object => stringify(object)).join('---\n'));
  const metrics = {
    ...apiService({
      caBundle: undefined,
      apiService: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        insecureSkipTLSVerify: true,
        service: { namespace: 'kube-system', name: 'metrics-server' },
      },
    }),
    metadata: { name: 'v1beta1.metrics.k8s.io' },
  };
  writeFileSync(join(folder, 'dist/metrics.yaml'), stringify(metrics));
  return folder;
}

/** Both streams, as a terminal shows them. */
async function shown(words: readonly string[]): Promise<string> {
  let printed = '';
  const print = (part: string): void => {
    printed += part;
  };
  await run(words, {
    out: print,
    err: print,
    input: () => Buffer.of(),
    now: () => NOW,
    colours: { out: createColors(false), err: createColors(false) },
  });
  return printed.trimEnd();
}

function synthesize(): void {
  const store = new DiskStore('pki');
  const slots = store.read('', idOf('shop/catalog')) as Slots;
  store.stage('', idOf('shop/catalog'), refilled('shop/catalog', slots));
  store.publish();
}

const home = process.cwd();
afterAll(() => process.chdir(home));

test('every example of docs/cli.md prints what the page shows', async () => {
  process.chdir(projectFolder());
  expect(commands.length).toBeGreaterThan(5);
  const found = [];
  for (const { line } of commands) {
    if (line === 'npx cdk8s synth') {
      synthesize();
      found.push({ line, output: '' });
    } else {
      found.push({ line, output: await shown(line.slice(COMMAND.length + 1).split(' ')) });
    }
  }
  expect(found).toEqual(commands);
});

test('docs/cli.md describes every command and option', async () => {
  const words = (
    await Promise.all(
      [['pki', 'status'], ['pki', 'rotate'], ['pki', 'forget'], ['pki', 'hand-out'], ['verify']].map(command =>
        shown([...command, '--help']),
      ),
    )
  ).join('\n');
  const options = [...new Set(words.match(/--[a-z][a-z-]+/g))].filter(option => option !== '--help');
  expect(options.length).toBeGreaterThan(10);
  expect(options.filter(option => !text.includes(`\`${option}`))).toEqual([]);
});
