import { notice } from '../notices';
import { ResolvedLayer } from './front-proxy-source';

/** A file to copy to every control-plane host before kube-apiserver starts with the flags. */
export interface HostFile {
  /** Absolute path on the host. */
  readonly path: string;

  /** PEM text. */
  readonly content: string;

  /**
   * Whether it is a private key: owned by root with mode 0600, kept out of Git, logs and images. The others are public.
   */
  readonly secret: boolean;
}

/** Empty for files of the distribution and files that exist on the hosts. */
export function hostFiles(where: string, { paths, pem }: ResolvedLayer): HostFile[] {
  if (paths === undefined || pem === undefined) {
    return [];
  }
  if (pem.privateKey === undefined) {
    notice(
      `${where}: the front proxy's private key is not on this machine, so ${paths.privateKey} is not among hostFiles; everything else is complete`,
    );
  }
  return [
    { path: paths.ca, content: pem.ca, secret: false },
    { path: paths.certificate, content: pem.certificate, secret: false },
    ...(pem.privateKey === undefined ? [] : [{ path: paths.privateKey, content: pem.privateKey, secret: true }]),
  ];
}
