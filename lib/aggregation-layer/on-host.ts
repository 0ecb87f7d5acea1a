import { refuse } from '../errors';
import { checkCommonName } from '../pki/front-proxy/check-front-proxy';
import { FrontProxySource, FrontProxyIdentity, nothingToPublish, FrontProxyPaths } from './front-proxy-source';
import { checkPaths } from './host-paths';

export interface OnHost extends FrontProxyPaths {
  readonly commonName: string;
}

/** Files that are on the control-plane hosts already. Nothing of their content can be seen here. */
export function onHost({ ca, certificate, privateKey, commonName }: OnHost): FrontProxySource {
  return {
    identify: (where): FrontProxyIdentity => {
      const paths = { ca, certificate, privateKey };
      refuse(where, checkPaths(paths) ?? checkCommonName(commonName));
      return { paths, commonName, pem: undefined, publish: nothingToPublish };
    },
  };
}
