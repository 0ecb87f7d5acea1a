// kube-apiserver identifies itself and its callers to extension API servers by seven flags and the files they name.
// The default here follows the documentation and is written by hand; a test can pass its own.
// https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#enable-kubernetes-apiserver-flags
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Authority } from './authorities';

export interface Aggregation {
  /** As kube-apiserver takes them: `--proxy-client-cert-file=/etc/kubernetes/pki/front-proxy-client.crt`. */
  readonly flags: readonly string[];
  /**
   * PEM text by the path in the flags. The harness writes the files to the cluster's folder and changes only the paths.
   */
  readonly files: Readonly<Record<string, string>>;
}

/** Writes the files, and returns the flags of kube-apiserver. */
export function placeAggregation(folder: string, { flags, files }: Aggregation): string[] {
  mkdirSync(folder, { recursive: true });
  const placed = Object.entries(files).map(([path, pem]) => {
    const at = join(folder, basename(path));
    writeFileSync(at, pem, { mode: 0o600 });
    return [path, at] as const;
  });
  return flags.map(flag => {
    const [name, value] = flag.split(/=(.*)/s);
    const file = placed.find(([path]) => path === value);
    return file === undefined ? flag : `${name}=${file[1]}`;
  });
}

export async function defaultAggregation(folder: string): Promise<Aggregation> {
  const authority = await Authority.create(folder, 'front-proxy-ca');
  const client = await authority.issue({ commonName: 'front-proxy-client' });
  const pki = '/etc/kubernetes/pki';
  return {
    flags: [
      `--requestheader-client-ca-file=${pki}/front-proxy-ca.crt`,
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      `--proxy-client-cert-file=${pki}/front-proxy-client.crt`,
      `--proxy-client-key-file=${pki}/front-proxy-client.key`,
    ],
    files: {
      [`${pki}/front-proxy-ca.crt`]: readFileSync(authority.certificate.certFile, 'utf8'),
      [`${pki}/front-proxy-client.crt`]: readFileSync(client.certFile, 'utf8'),
      [`${pki}/front-proxy-client.key`]: readFileSync(client.keyFile, 'utf8'),
    },
  };
}
