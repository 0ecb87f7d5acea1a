import { refuse } from '../errors';
import { checkContains } from './allowed-names';
import { ResolvedLayer } from './front-proxy-source';
import { deviation } from './flags';
import { COMMON_NAME, kubeApiserverArg, SETTINGS } from './kube-apiserver-arg';

/** kube-apiserver runs in the k3s process on the host, so no mount is needed. */
export function k3s(where: string, layer: ResolvedLayer): string {
  if (layer.paths === undefined) {
    refuse(where, checkContains(layer.allowedNames, COMMON_NAME, "the common name of k3s' certificate"));
  }
  return kubeApiserverArg(deviation(layer, SETTINGS));
}
