// Compares the objects of one server with its configuration and the state on disk.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesObject } from '../construct/server-in-app';
import { Certificates, Kind } from '../pki/certificates';
import { GeneratedChoice, groupOf, nameOf, ServerChoice, serviceName } from './configuration';
import { emitsKey } from './expectation';
import { blocks, ServedPair } from './served-pair';
import { isInSecret } from './provided-forms';

export interface Emitted {
  readonly server: ServerChoice;
  readonly api: KubernetesObject | undefined;
  readonly secret: KubernetesObject | undefined;
  /** Whether there must be a Secret: this machine has the key, and something in the cluster mounts it. */
  readonly wantsSecret: boolean;
  /** Absent where nothing is verified, or where somebody else has the certificate. */
  readonly pair: ServedPair | undefined;
}

/** It wants serverAuth by name, and it tries one issuer alone. */
const OPENSSL_DIFFERS: readonly string[] = ['for any usage', 'under an intermediate with two issuers'] satisfies Kind[];

const text = (base64: unknown): string => Buffer.from(String(base64 ?? ''), 'base64').toString();

export function emitted(
  objects: readonly KubernetesObject[],
  server: ServerChoice,
  index: number,
  provided: Certificates | undefined,
): Emitted {
  const api = objects.find(({ kind, spec }) => kind === 'APIService' && spec.group === groupOf(index));
  const secret = objects.find(
    ({ kind, metadata }) =>
      kind === 'Secret' && metadata.namespace === server.namespace && metadata.name === `${nameOf(server)}-tls`,
  );
  const wantsSecret =
    emitsKey(server) && (server.tls.kind !== 'generated' || fromState(server, server.tls).privateKey !== undefined);
  return { server, api, secret, wantsSecret, pair: servedPair(server, api, secret, provided) };
}

function servedPair(
  server: ServerChoice,
  api: KubernetesObject | undefined,
  secret: KubernetesObject | undefined,
  provided: Certificates | undefined,
): ServedPair | undefined {
  const { tls } = server;
  if (tls.kind === 'skipped' || (tls.kind === 'provided' && isInSecret(tls.form))) {
    return undefined;
  }
  const pair = secret
    ? { certificate: text(secret.data['tls.crt']), privateKey: text(secret.data['tls.key']) }
    : tls.kind === 'generated'
      ? fromState(server, tls)
      : { certificate: provided?.certificate ?? '', privateKey: undefined };
  const name = serviceName(server);
  return {
    what: name,
    bundle: text(api?.spec.caBundle),
    ...pair,
    ours: tls.kind === 'generated',
    openssl: tls.kind === 'provided' && OPENSSL_DIFFERS.includes(tls.certificates) ? 'differs' : 'agrees',
    dnsNames:
      tls.kind === 'generated' ? [name, `${name}.cluster.local`, ...(tls.dnsNames ?? []).filter(isNoAddress)] : [name],
  };
}

/** Verifiers look for an address among the addresses, and the library writes DNS names only. */
function isNoAddress(name: string): boolean {
  return !/^[0-9.]+$/.test(name);
}

/** For a server outside the cluster, or where the key is elsewhere. */
function fromState(
  server: ServerChoice,
  { directory = 'pki' }: GeneratedChoice,
): { readonly certificate: string; readonly privateKey: string | undefined } {
  const folder = join(directory, server.namespace, nameOf(server));
  if (!existsSync(folder)) {
    return { certificate: '', privateKey: undefined };
  }
  const { slots } = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')) as {
    readonly slots: { readonly current: number };
  };
  const key = join(folder, `${slots.current}.key`);
  return {
    certificate: blocks(readFileSync(join(folder, `${slots.current}.crt`), 'utf8'))[0] ?? '',
    privateKey: existsSync(key) ? readFileSync(key, 'utf8') : undefined,
  };
}

export function faultsOfEmitted({ server, api, secret, wantsSecret, pair }: Emitted): string[] {
  const skipped = server.tls.kind === 'skipped';
  const { caBundle, insecureSkipTLSVerify, service } = api?.spec ?? {};
  return [
    ...(api ? [] : ['no APIService']),
    ...((caBundle === undefined) === skipped && (insecureSkipTLSVerify === true) === skipped
      ? []
      : ['verification that is neither configured nor skipped']),
    ...(service?.name === nameOf(server) && service?.namespace === server.namespace
      ? []
      : ['an APIService that points elsewhere']),
    ...((secret !== undefined) === wantsSecret ? [] : [wantsSecret ? 'no Secret' : 'a Secret that nothing mounts']),
    ...(secret === undefined || secret.type === 'kubernetes.io/tls' ? [] : ['a Secret of another type']),
    ...(server.tls.kind === 'generated' && pair && blocks(pair.certificate).length !== 1
      ? ['more than the serving certificate']
      : []),
  ];
}
