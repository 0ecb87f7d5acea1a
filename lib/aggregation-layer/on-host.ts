import { refuse } from '../errors';
import { checkCommonName } from '../pki/common-name';
import { FrontProxySource, Identity, nothingToPublish, Paths } from './contract';
import { checkPaths } from './host-paths';

export interface OnHost extends Paths {
  readonly commonName: string;
}

/** Files that are on the control-plane hosts already. Nothing of their content can be seen here. */
export function onHost({ ca, certificate, privateKey, commonName }: OnHost): FrontProxySource {
  return {
    identify: (where): Identity => {
      const paths = { ca, certificate, privateKey };
      refuse(where, checkPaths(paths) ?? checkCommonName(commonName));
      return { paths, commonName, pem: undefined, publish: nothingToPublish };
    },
  };
}
