import { posix } from 'node:path';
import { Complaint } from '../errors';
import { FrontProxyPaths } from './front-proxy-source';

/** The names that kubeadm gives the same files. */
const FILES = { ca: 'front-proxy-ca.crt', certificate: 'front-proxy-client.crt', privateKey: 'front-proxy-client.key' };

/**
 * Beside kubeadm's certificates and not among them: kubeadm would take files there for its own and renew or check them.
 */
export const HOST_DIRECTORY = '/etc/kubernetes/front-proxy';

export function pathsIn(directory: string): FrontProxyPaths {
  return {
    ca: posix.join(directory, FILES.ca),
    certificate: posix.join(directory, FILES.certificate),
    privateKey: posix.join(directory, FILES.privateKey),
  };
}

/** Paths become flags, mounts and YAML: what is not plain is a mistake. */
export function checkPath(what: string, path: string): Complaint | undefined {
  if (!/^\/[\w./@+-]+$/.test(path) || posix.normalize(path) !== path || path.endsWith('/')) {
    return {
      must: `${what} must be an absolute path of letters, digits and "._@+-", without ".." or a trailing slash`,
      got: path,
      fix: `use a path such as "${HOST_DIRECTORY}"`,
    };
  }
  return undefined;
}

export function checkPaths(paths: FrontProxyPaths): Complaint | undefined {
  const wrong =
    checkPath('caFile', paths.ca) ??
    checkPath('certificateFile', paths.certificate) ??
    checkPath('privateKeyFile', paths.privateKey);
  if (wrong) {
    return wrong;
  }
  const all = [paths.ca, paths.certificate, paths.privateKey];
  if (new Set(all).size < all.length) {
    return {
      must: 'caFile, certificateFile and privateKeyFile must be three files',
      got: all.join(', '),
      fix: 'give each its own path',
    };
  }
  // Mounting /etc of the host over that of the container would hide what the image brings along.
  const shallow = all.find(path => posix.dirname(posix.dirname(path)) === '/' || posix.dirname(path) === '/');
  return shallow === undefined
    ? undefined
    : {
        must: 'files of the front proxy must be in a folder that can be mounted, two levels deep or more',
        got: shallow,
        fix: `move it to a folder such as "${HOST_DIRECTORY}"`,
      };
}

/**
 * Folders to mount, each once. Folders and not files: a mounted file stays the old one when the new one takes its name.
 */
export function folders(paths: FrontProxyPaths | undefined, alreadyMounted: readonly string[]): string[] {
  const all =
    paths === undefined ? [] : [paths.ca, paths.certificate, paths.privateKey].map(path => posix.dirname(path));
  return [...new Set(all)].filter(folder => !alreadyMounted.some(mounted => isWithin(folder, mounted)));
}

export function isWithin(folder: string, parent: string): boolean {
  return folder === parent || folder.startsWith(`${parent}/`);
}
