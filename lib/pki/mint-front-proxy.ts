import { Algorithm } from './algorithm';
import { issue, keyIdentifier } from './issue';
import { BACKDATE, DAY, serial } from './mint';
import { Generation, Slots } from './slots';

/** What kube-apiserver needs to present itself to extension API servers. */
export interface FrontProxyMint {
  /** How extension API servers recognize it: one of `--requestheader-allowed-names`. */
  readonly commonName: string;
  readonly algorithm: Algorithm;
  /** How long one certificate is meant to serve. */
  readonly serviceDays: number;
  readonly now: Date;
  /** Randomness for serial numbers; fixtures pass something predictable. */
  readonly random: (size: number) => Uint8Array;
}

/**
 * The same slots as for a serving certificate, for the same reason: the CA bundle trusts the next certificate before anybody presents
 * it, so a rotation needs no order among control-plane nodes and extension API servers.
 */
export function mintFrontProxySlots(request: FrontProxyMint): Slots {
  return { previous: undefined, current: mintFrontProxy(1, request, 1), standby: mintFrontProxy(2, request, 2) };
}

/**
 * A CA that signs one client certificate. Its key is forgotten at once: whoever held it could pose as any user towards every extension
 * API server, and nothing needs it again, because the next certificate comes with the next CA.
 */
export function mintFrontProxy(number: number, request: FrontProxyMint, serviceLives: number): Generation {
  const { algorithm, commonName, now } = request;
  const caKey = algorithm.generate();
  const key = algorithm.generate();
  // Every CA needs a name of its own: with equal names openssl tries only the first of a bundle.
  const caName = `front-proxy-ca-${keyIdentifier(caKey).toString('hex').slice(0, 16)}`;
  const common = {
    issuer: caName,
    issuerKey: caKey,
    signature: algorithm.signature,
    notBefore: new Date(now.getTime() - BACKDATE),
    notAfter: new Date(now.getTime() + serviceLives * request.serviceDays * DAY),
  };
  return {
    number,
    ca: issue({ ...common, serial: serial(request), subject: caName, subjectKey: caKey, use: { ca: true } }),
    certificate: issue({ ...common, serial: serial(request), subject: commonName, subjectKey: key, use: { ca: false, client: true } }),
    privateKey: key.privateKey,
  };
}
