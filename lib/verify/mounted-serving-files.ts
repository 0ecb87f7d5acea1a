import { InputObject } from './input';
import { field, items, text } from './json';
import { MountedSecret, mountedSecrets } from './mounted-secrets';
import { argumentsOf, containersOf, flagOf } from './containers';

/** A Secret that may hold a workload's serving certificate. */
export interface Candidate {
  readonly secret: string;
  /** The key that a flag of the server names; without a flag, any key that holds a certificate. */
  readonly certificateKey: string | undefined;
  readonly privateKeyKey: string | undefined;
}

export interface MountedServingFiles {
  readonly candidates: readonly Candidate[];
  /** A file that a flag names and no Secret provides. */
  readonly elsewhere: string | undefined;
}

/** Flags of k8s.io/apiserver. https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/server/options/serving.go */
const CERTIFICATE_FLAG = '--tls-cert-file';
const PRIVATE_KEY_FLAG = '--tls-private-key-file';
/** Flags for client certificates, for certificates of other servers, and for CAs. */
const OTHER_USE = /etcd|client|kubelet|proxy|requestheader|webhook|metrics-cert|signing|(^|-)ca(-?file|cert)?$/;

/** The Secret that the server's flags name, or every mounted Secret that has no other use. */
export function mountedServingFiles(workload: InputObject): MountedServingFiles {
  const mounts = mountedSecrets(workload);
  const named = containersOf(workload).flatMap(container => {
    const path = flagOf(container, CERTIFICATE_FLAG);
    return path === undefined
      ? []
      : [{ path, keyPath: flagOf(container, PRIVATE_KEY_FLAG), container: text(container, 'name') ?? '' }];
  });
  if (named.length > 0) {
    const candidates = named.flatMap(({ path, keyPath, container }) =>
      candidatesOf(
        mounts.filter(mount => mount.container === container),
        path,
        keyPath,
      ),
    );
    return { candidates, elsewhere: candidates.length > 0 ? undefined : named[0]?.path };
  }
  const forOthers = new Set(
    containersOf(workload).flatMap(container =>
      usedForOthers([...settingsOf(argumentsOf(container)), ...variablesOf(container)], mounts),
    ),
  );
  const secrets = [...new Set(mounts.map(({ secret }) => secret))].filter(secret => !forOthers.has(secret));
  return {
    candidates: secrets.map(secret => ({ secret, certificateKey: undefined, privateKeyKey: undefined })),
    elsewhere: undefined,
  };
}

/** If several Secrets may provide the private key's file, the key stays unknown. */
function candidatesOf(mounts: readonly MountedSecret[], path: string, keyPath: string | undefined): Candidate[] {
  const holders = keyPath === undefined ? [] : mounts.filter(mount => mount.keyAt(keyPath) !== undefined);
  return mounts.flatMap(mount => {
    const certificateKey = mount.keyAt(path);
    const privateKeyKey = keyPath !== undefined && holders.length === 1 ? mount.keyAt(keyPath) : undefined;
    return certificateKey === undefined ? [] : [{ secret: mount.secret, certificateKey, privateKeyKey }];
  });
}

/** A flag or an environment variable of a container. */
interface Setting {
  readonly name: string;
  readonly value: string;
}

function settingsOf(words: readonly string[]): Setting[] {
  return words.flatMap((word, index) => {
    const [, name, value = words[index + 1]] = /^--?([^=]+)(?:=(.+))?$/.exec(word) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value }];
  });
}

/** Environment variables, named like flags: `ETCD_CERT_FILE` is `etcd-cert-file`. */
function variablesOf(container: ReturnType<typeof field>): Setting[] {
  return items(field(container, 'env')).map(variable => ({
    name: (text(variable, 'name') ?? '').toLowerCase().replaceAll('_', '-'),
    value: text(variable, 'value') ?? '',
  }));
}

function usedForOthers(settings: readonly Setting[], mounts: readonly MountedSecret[]): string[] {
  return settings
    .filter(({ name }) => OTHER_USE.test(name))
    .flatMap(({ value }) => mounts.filter(mount => mount.keyAt(value) !== undefined).map(({ secret }) => secret));
}
