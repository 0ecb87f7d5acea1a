// npm run conformance:ciphertexts: kubeseal, sops and age open what the library encrypts, and refuse what they must.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import fc from 'fast-check';
import type { EncryptedDelivery, SecretContent } from '../../lib/delivery/delivery-strategy';
import { sealedSecret } from '../../lib/delivery/sealed-secret/sealed-secret';
import { SealedSecretScope } from '../../lib/delivery/sealed-secret/delivery-sealed-secret-options';
import { sops } from '../../lib/delivery/sops/sops';
import type { Strings } from '../../lib/kubernetes/manifest';
import { AGE, AGE_KEYGEN, KUBESEAL, SOPS } from '../cluster/binaries';
import { built } from '../cluster/builds';
import { run } from '../cluster/command';
import { CONTENT, contents } from '../delivery/contents';
import { CONTROLLER } from '../delivery/controller';
import { printed } from '../delivery/printed';
import { pkcs8 } from '../pki/x509';

interface Opened {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Strings;
    readonly annotations?: Strings;
  };
  readonly type: string;
  readonly data: Strings;
}

/** Opens a manifest's text with the real program; what it says where it refuses. */
type Open = (text: string) => Promise<Opened | string>;
type Edit = (document: EditedDocument) => unknown;

interface EditedDocument {
  readonly metadata: {
    name: string;
    namespace: string;
    labels: Record<string, string>;
    annotations: Record<string, string>;
  };
  readonly data: Record<string, string>;
  readonly spec: { readonly encryptedData: Record<string, string> };
}

let failures = 0;
function claim(text: string, holds: boolean, said: unknown): void {
  failures += holds ? 0 : 1;
  process.stdout.write(`${holds ? 'ok    ' : 'not ok'} ${text}${holds ? '' : `: ${JSON.stringify(said)}`}\n`);
}

function encrypted(delivery: EncryptedDelivery, content: SecretContent): string {
  const [ciphertext] = delivery.encrypt([content]);
  return printed(delivery.manifest(content, JSON.parse(JSON.stringify(ciphertext))));
}

function edited(text: string, edit: Edit): string {
  const document = parse(text) as EditedDocument;
  edit(document);
  // Version 1.2 knows no dates, and would print one without the quotes that those who read version 1.1 need.
  return stringify(document, { version: '1.1' });
}

function isWhatWentIn(opened: Opened | string, { name, namespace, type, data }: SecretContent): boolean {
  return (
    typeof opened !== 'string' &&
    opened.metadata.name === name &&
    opened.metadata.namespace === namespace &&
    opened.type === type &&
    isDeepStrictEqual(
      Object.fromEntries(
        Object.entries(opened.data).map(([key, text]) => [key, Buffer.from(text ?? '', 'base64').toString()]),
      ),
      { ...data },
    )
  );
}

const opens = async (what: string, open: Open, text: string, content = CONTENT): Promise<void> => {
  const opened = await open(text);
  claim(what, isWhatWentIn(opened, content), opened);
};

const refuses = async (what: string, open: Open, text: string, because: RegExp): Promise<void> => {
  const opened = await open(text);
  claim(what, typeof opened === 'string' && because.test(opened), opened);
};

async function attempt(act: () => Promise<string>): Promise<Opened | string> {
  try {
    return parse(await act()) as Opened;
  } catch (error) {
    return (error as Error).message;
  }
}

async function checkSealedSecrets(folder: string): Promise<void> {
  const kubeseal = await built(KUBESEAL);
  const key = join(folder, 'controller.key');
  writeFileSync(key, pkcs8(CONTROLLER.key), { mode: 0o600 });
  const open: Open = stdin =>
    attempt(() => run(kubeseal, ['--recovery-unseal', '--recovery-private-key', key], { stdin }));
  const REFUSAL = /no key could decrypt secret/;
  const rename: Edit = ({ metadata }) => {
    metadata.name = 'renamed-tls';
  };
  const move: Edit = ({ metadata }) => {
    metadata.namespace = 'elsewhere';
  };
  const exchange: Edit = ({ spec: { encryptedData: data } }) => {
    [data['tls.crt'], data['tls.key']] = [data['tls.key']!, data['tls.crt']!];
  };
  const foreign: Edit = ({ metadata }) => {
    metadata.annotations['sealedsecrets.bitnami.com/cluster-wide'] = 'true';
  };
  for (const scope of Object.values(SealedSecretScope)) {
    const text = encrypted(sealedSecret({ certificate: CONTROLLER.certificate, scope }), CONTENT);
    await opens(`kubeseal unseals, ${scope}`, open, text);
    for (const [deed, edit, allowed] of [
      ['renamed', rename, scope !== SealedSecretScope.STRICT],
      ['moved', move, scope === SealedSecretScope.CLUSTER_WIDE],
    ] as const) {
      const elsewhere = edited(text, edit);
      const { metadata } = parse(elsewhere) as EditedDocument;
      await (allowed
        ? opens(`kubeseal unseals, ${scope}, ${deed}`, open, elsewhere, {
            ...CONTENT,
            name: metadata.name,
            namespace: metadata.namespace,
          })
        : refuses(`kubeseal refuses, ${scope}, ${deed}`, open, elsewhere, REFUSAL));
    }
    if (scope !== SealedSecretScope.CLUSTER_WIDE)
      await refuses(`kubeseal refuses, ${scope}, declared cluster-wide`, open, edited(text, foreign), REFUSAL);
    const exchanged = await open(edited(text, exchange));
    claim(
      `kubeseal unseals values by themselves, ${scope}`,
      typeof exchanged !== 'string' && !isWhatWentIn(exchanged, CONTENT),
      exchanged,
    );
  }
  const delivery = sealedSecret({ certificate: CONTROLLER.certificate });
  await refuses(
    'kubeseal refuses a placeholder',
    open,
    printed(delivery.manifest(CONTENT, delivery.placeholder(CONTENT))),
    REFUSAL,
  );
  await opensAny('kubeseal unseals', open, content => encrypted(delivery, content));
}

async function checkSops(folder: string): Promise<void> {
  const [program, age, keygen] = [await built(SOPS), await built(AGE), await built(AGE_KEYGEN)];
  const identities = await Promise.all(
    [['first'], ['second'], ['post-quantum', '-pq'], ['stranger']].map(async ([name, ...options]) => {
      const file = join(folder, `${name}.txt`);
      await run(keygen, [...options, '-o', file]);
      return { name, file, recipient: (await run(keygen, ['-y', file])).trim() };
    }),
  );
  const [first, , , stranger] = identities as [(typeof identities)[0], unknown, unknown, (typeof identities)[0]];
  const NO_KEY = /no master key was able to decrypt the file/;
  const home = { HOME: folder, XDG_CONFIG_HOME: folder };
  const openAs =
    ({ file }: { readonly file: string }, form = 'yaml'): Open =>
    text => {
      const secret = join(folder, `secret.${form}`);
      writeFileSync(secret, text);
      return attempt(() => run(program, ['-d', secret], { env: { ...home, SOPS_AGE_KEY_FILE: file } }));
    };
  const delivery = sops({ age: identities.slice(0, 3).map(({ recipient }) => recipient) });
  const text = encrypted(delivery, CONTENT);
  for (const identity of identities.slice(0, 3)) {
    await opens(`sops -d decrypts as ${identity.name}`, openAs(identity), text);
    const wrapped = (parse(text) as { sops: { age: { recipient: string; enc: string }[] } }).sops.age.find(
      ({ recipient }) => recipient === identity.recipient,
    )!.enc;
    const bytes = (await run('sh', ['-c', '"$0" -d -i "$1" | wc -c', age, identity.file], { stdin: wrapped })).trim();
    claim(`age decrypts a key of 32 bytes as ${identity.name}`, bytes === '32', bytes);
  }
  const open = openAs(first);
  await opens(
    'sops decrypts after labels and annotations changed',
    open,
    edited(text, ({ metadata }) => {
      metadata.labels['example.com/added'] = 'later';
      metadata.annotations = { 'example.com/added': 'later' };
    }),
  );
  // The controller of Flux decrypts each object by itself, after kustomize has built it, as JSON.
  await opens('sops decrypts as Flux does', openAs(first, 'json'), JSON.stringify(parse(text, { version: '1.1' })));
  await opens('sops decrypts for one recipient', open, encrypted(sops({ age: [first.recipient] }), CONTENT));
  await refuses('sops refuses a stranger', openAs(stranger), text, NO_KEY);
  await refuses(
    'sops refuses exchanged values',
    open,
    edited(text, ({ data }) => {
      [data['tls.crt'], data['tls.key']] = [data['tls.key']!, data['tls.crt']!];
    }),
    /Could not decrypt with AES_GCM/,
  );
  await refuses(
    'sops refuses a value taken away',
    open,
    edited(text, ({ data }) => {
      delete data['tls.crt'];
    }),
    /MAC mismatch/,
  );
  await refuses(
    'sops refuses a placeholder',
    open,
    printed(delivery.manifest(CONTENT, delivery.placeholder(CONTENT))),
    NO_KEY,
  );
  await opensAny('sops decrypts', open, content => encrypted(sops({ age: [first.recipient] }), content));
}

const RANDOM = 40;

async function opensAny(what: string, open: Open, write: (content: SecretContent) => string): Promise<void> {
  for (const content of fc.sample(contents, RANDOM)) {
    const opened = await open(write(content));
    if (!isWhatWentIn(opened, content)) {
      claim(`${what} any content`, false, { content, opened });
      return;
    }
  }
  claim(`${what} ${RANDOM} random contents`, true, undefined);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ciphertexts-'));
  try {
    await checkSealedSecrets(folder);
    await checkSops(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main().then(
  () => {
    process.exitCode = failures === 0 ? 0 : 1;
  },
  (error: Error) => {
    process.stderr.write(`error: ${error.message}\n`);
    process.exitCode = 1;
  },
);
