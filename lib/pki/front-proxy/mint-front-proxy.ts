import { Conditions, firstSlots, FullSlots, mintUnderOwnCa } from '../mint';
import { Generation } from '../slots';

/** The client certificate with which kube-apiserver identifies itself to extension API servers. */
export interface FrontProxyMint extends Conditions {
  /** Extension API servers accept it if it is one of `--requestheader-allowed-names`. */
  readonly commonName: string;
}

/**
 * The same slots as for a serving certificate: the CA bundle trusts the next certificate before it is used, so a
 * rotation may reach control-plane nodes and extension API servers in any order.
 */
export function mintFrontProxySlots(request: FrontProxyMint): FullSlots {
  return firstSlots((number, serviceLives) => mintFrontProxy(number, request, serviceLives));
}

/**
 * A CA that signs one client certificate. Its key is deleted at once: someone who stole it could impersonate any user
 * to every extension API server. The next certificate comes with the next CA.
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
