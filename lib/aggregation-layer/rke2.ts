import { refuse } from '../errors';
import { checkContains } from './allowed-names';
import { ResolvedLayer } from './front-proxy-source';
import { deviation } from './flags';
import { COMMON_NAME, kubeApiserverArg, SETTINGS } from './kube-apiserver-arg';

/**
 * kube-apiserver runs as a static pod. RKE2 mounts every file that a flag names, so no mount is needed here. New files
 * are used after a restart of rke2-server. See pkg/podtemplate/podtemplate.go of
 * https://github.com/rancher/rke2
 */
export function rke2(where: string, layer: ResolvedLayer): string {
  if (layer.paths === undefined) {
    refuse(where, checkContains(layer.allowedNames, COMMON_NAME, "the common name of RKE2's certificate"));
  }
  return kubeApiserverArg(deviation(layer, SETTINGS));
}
