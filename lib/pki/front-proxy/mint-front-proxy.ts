import { Conditions, firstSlots, FullSlots, mintUnderOwnCa } from '../mint';
import { Generation } from '../slots';

/** What kube-apiserver needs to present itself to extension API servers. */
export interface FrontProxyMint extends Conditions {
  /** How extension API servers recognize it: one of `--requestheader-allowed-names`. */
  readonly commonName: string;
}

/**
 * The same slots as for a serving certificate, for the same reason: the CA bundle trusts the next certificate before
 * anybody presents it, so a rotation needs no order among control-plane nodes and extension API servers.
 */
export function mintFrontProxySlots(request: FrontProxyMint): FullSlots {
  return firstSlots((number, serviceLives) => mintFrontProxy(number, request, serviceLives));
}

/**
 * A CA that signs one client certificate. Its key is forgotten at once: whoever held it could pose as any user towards
 * every extension API server, and nothing needs it again, because the next certificate comes with the next CA.
 */
export function mintFrontProxy(number: number, request: FrontProxyMint, serviceLives: number): Generation {
  const { commonName } = request;
  return mintUnderOwnCa(
    number,
    { authority: 'front-proxy', commonName, use: { ca: false, client: true } },
    request,
    serviceLives,
  );
}
