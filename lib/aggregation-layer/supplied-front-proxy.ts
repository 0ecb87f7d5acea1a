import { X509Certificate } from 'node:crypto';
import { InvalidInput, orRefuse, refuse } from '../errors';
import { checkFrontProxy } from '../pki/front-proxy/check-front-proxy';
import { systemClock } from '../pki/clock';
import { commonName } from '../pki/inspect';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { Authority, FrontProxySource, FrontProxyIdentity, nothingToPublish } from './front-proxy-source';
import { checkPath, checkPaths, pathsIn } from './host-paths';

export interface SuppliedFrontProxy {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
  readonly caPrivateKey?: string;
  readonly hostDirectory: string;
}

/** The user's own, as PEM text: everything can be checked. */
export function suppliedFrontProxy({
  ca,
  certificate,
  privateKey,
  caPrivateKey,
  hostDirectory,
}: SuppliedFrontProxy): FrontProxySource {
  return {
    identify: (where): FrontProxyIdentity => {
      const paths = pathsIn(hostDirectory);
      refuse(where, checkPath('hostDirectory', hostDirectory) ?? checkPaths(paths));
      const roots = orRefuse(where, readCertificates('ca', ca));
      const chain = orRefuse(where, readCertificates('certificate', certificate));
      refuse(
        where,
        checkFrontProxy(
          { roots, chain, privateKey: orRefuse(where, readPrivateKey('privateKey', privateKey)) },
          systemClock.now(),
        ),
      );
      return {
        paths,
        commonName: chain[0] && commonName(chain[0]),
        pem: {
          ca,
          certificate,
          privateKey,
          authority: caPrivateKey === undefined ? undefined : authority(where, roots, caPrivateKey),
        },
        publish: nothingToPublish,
      };
    },
  };
}

/** The CA of a bundle that the key belongs to. */
function authority(where: string, roots: readonly X509Certificate[], privateKey: string): Authority {
  const key = orRefuse(where, readPrivateKey('caPrivateKey', privateKey));
  const signer = roots.find(root => root.checkPrivateKey(key));
  if (!signer) {
    throw new InvalidInput(where, {
      must: 'caPrivateKey must belong to a certificate of ca',
      got: 'another key',
      fix: 'pass the key of the front-proxy CA, not that of the client certificate',
    });
  }
  return { certificate: signer.toString(), privateKey };
}
