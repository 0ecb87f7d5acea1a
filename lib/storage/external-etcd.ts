import { Complaint, orRefuse, refuse } from '../errors';
import { suppliedSecret, SuppliedSecret } from '../secrets/supplied-secret';
import { systemClock } from '../pki/clock';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { checkClient } from '../pki/certificate-checks';
import { ClientPair, ClientTls, EtcdTls } from './etcd-tls';
import { ETCD_PORT, NO_PARTS, StorageParts, StorageStrategy, StorageSubject } from './storage-strategy';

/** Options of `Storage.externalEtcd()`. */
export interface StorageExternalEtcdOptions {
  /** URLs of the members, such as `https://etcd-0.etcd.example.com:2379`. They must be https if `tls` is set. */
  readonly servers: string[];

  /**
   * Prefix of all keys. Servers that share an etcd need different prefixes.
   *
   * @default - the server's own default
   */
  readonly prefix?: string;

  /**
   * Client certificate of the server, and the CA of etcd.
   *
   * @default - none: plain http, for an isolated network
   */
  readonly tls?: EtcdTls;
}

const VOLUME = 'etcd-client';
const MOUNT = '/etc/extension-api-server/etcd-client';

/**
 * An existing etcd, with the flags of k8s.io/apiserver:
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/etcd.go
 */
export function externalEtcd(options: StorageExternalEtcdOptions): StorageStrategy {
  return {
    keepsObjects: true,
    parts: (subject: StorageSubject): StorageParts => {
      refuse(subject.path, checkServers(options) ?? checkPrefix(options.prefix));
      const args = [
        `--etcd-servers=${options.servers.join(',')}`,
        ...(options.prefix === undefined ? [] : [`--etcd-prefix=${options.prefix}`]),
      ];
      return {
        ...NO_PARTS,
        etcd: true,
        ...(options.tls ? { ...withTls(subject, options.tls._client), args: [...args, ...tlsFlags()] } : { args }),
      };
    },
  };
}

function tlsFlags(): string[] {
  return [`--etcd-cafile=${MOUNT}/ca.crt`, `--etcd-certfile=${MOUNT}/tls.crt`, `--etcd-keyfile=${MOUNT}/tls.key`];
}

function withTls(subject: StorageSubject, tls: ClientTls): Partial<StorageParts> {
  const secretName = 'secretName' in tls ? tls.secretName : `${subject.name}-etcd-client`;
  return {
    volumes: [{ name: VOLUME, secret: { secretName, defaultMode: subject.defaults.restricted ? 0o440 : undefined } }],
    volumeMounts: [{ name: VOLUME, mountPath: MOUNT, readOnly: true }],
    ...('secretName' in tls ? {} : clientSecret(subject, secretName, tls)),
  };
}

function clientSecret(
  { scope, path, namespace, labels, annotations }: StorageSubject,
  name: string,
  { ca, certificate, privateKey, delivery, folder }: ClientPair,
): SuppliedSecret {
  orRefuse(path, readCertificates('etcd ca', ca));
  const [leaf] = orRefuse(path, readCertificates('etcd certificate', certificate));
  const key = privateKey === undefined ? undefined : orRefuse(path, readPrivateKey('etcd privateKey', privateKey));
  refuse(path, leaf && checkClient(leaf, key, systemClock.now()));
  return suppliedSecret({
    scope,
    path,
    prop: 'etcd privateKey',
    delivery,
    folder,
    privateKey,
    data: { 'ca.crt': ca, 'tls.crt': certificate },
    frame: { name, namespace, type: 'kubernetes.io/tls', labels, annotations },
  });
}

function checkServers({ servers, tls }: StorageExternalEtcdOptions): Complaint | undefined {
  const scheme = tls ? 'https' : 'http';
  const wrong = servers.find(server => !URL.canParse(server) || new URL(server).protocol !== `${scheme}:`);
  if (servers.length === 0) {
    return {
      must: 'etcd servers must name at least one',
      got: '[]',
      fix: `add a URL such as ${scheme}://etcd.example.com:${ETCD_PORT}`,
    };
  }
  return wrong === undefined
    ? undefined
    : {
        must: `etcd servers must be ${scheme}:// URLs ${tls ? 'when tls is given' : 'unless tls is given'}`,
        got: wrong.includes('@') ? 'one with a user name or password' : wrong,
        fix: tls ? 'use https://' : 'use http://, or give tls for https://',
      };
}

function checkPrefix(prefix: string | undefined): Complaint | undefined {
  return prefix === undefined || /^\/[^\s]*[^\s/]$/.test(prefix)
    ? undefined
    : {
        must: 'etcd prefix must be an absolute path',
        got: prefix,
        fix: 'use one such as "/registry/wardle.example.com"',
      };
}
