import { KeyObject, X509Certificate } from 'node:crypto';
import { Complaint } from '../errors';
import { ANY_USAGE, Facts, fingerprint, inspect, SERVER_AUTH } from './inspect';

/** A certificate that is about to serve, with everything that the library can check. */
export interface CertificateChain {
  /** The serving certificate first, then the intermediates that the server sends along. */
  readonly chain: readonly X509Certificate[];
  readonly privateKey: KeyObject | undefined;
  readonly roots: readonly X509Certificate[];
}

const day = (date: Date): string => date.toISOString().slice(0, 10);
export const short = (certificate: X509Certificate): string => `certificate ${fingerprint(certificate).slice(0, 16)}…`;

/**
 * Whether kube-apiserver will accept this certificate for this name. Up to Kubernetes 1.35 the availability probe does
 * not verify, so `Available=True` does not show it; from 1.36 on a wrong certificate makes the APIService unavailable.
 * https://github.com/kubernetes/kube-aggregator/blob/v0.36.0/pkg/controllers/status/remote/remote_available_controller.go
 */
export function checkServing(serving: CertificateChain, dnsNames: readonly string[], now: Date): Complaint | undefined {
  const [leaf] = serving.chain;
  if (!leaf) {
    return {
      must: 'certificate must hold a certificate',
      got: 'none',
      fix: 'pass the PEM text of the serving certificate',
    };
  }
  const facts = inspect(leaf);
  return (
    checkOrder(serving.chain) ??
    checkLeaf(leaf, facts, dnsNames) ??
    checkDates('certificate', facts, now) ??
    checkKey(leaf, serving.privateKey) ??
    checkRoots(serving.roots, now, leaf) ??
    checkIntermediates(serving) ??
    checkChain(serving, now)
  );
}

/** A client certificate, with which the server identifies itself to another server. Its names do not matter. */
export function checkClient(
  certificate: X509Certificate,
  privateKey: KeyObject | undefined,
  now: Date,
): Complaint | undefined {
  const facts = inspect(certificate);
  return (
    checkDates('certificate', facts, now) ?? checkKey(certificate, privateKey) ?? checkStrength('certificate', facts)
  );
}

/** Checks the CA bundle alone, for a certificate in a Secret that only the cluster can read. */
export function checkRoots(
  roots: readonly X509Certificate[],
  now: Date,
  leaf?: X509Certificate,
  what = 'ca',
): Complaint | undefined {
  for (const root of roots) {
    const facts = inspect(root);
    // Go accepts a certificate that is in the bundle itself, CA or not:
    // https://pkg.go.dev/crypto/x509#Certificate.Verify
    if (!facts.isCa && root.fingerprint256 !== leaf?.fingerprint256) {
      return {
        must: `${what} must hold CA certificates`,
        got: `${short(root)} without the CA flag`,
        fix: 'pass the certificate of the issuer, not the one that serves',
      };
    }
    const weak = checkStrength(what, facts);
    if (weak) {
      return weak;
    }
  }
  const alive = roots.filter(root => !checkDates(what, inspect(root), now));
  return alive.length > 0 || !roots[0] ? undefined : checkDates(what, inspect(roots[0]), now);
}

/** A server may serve with a CA that signed itself. A certificate after it that is not a CA is in the wrong place. */
export function checkOrder(
  [first, ...others]: readonly X509Certificate[],
  whose: 'serving' | 'client' = 'serving',
): Complaint | undefined {
  return first?.ca && (!first.checkIssued(first) || others.some(other => !other.ca))
    ? {
        must: `certificate must begin with the ${whose} certificate`,
        got: `${short(first)}, which is a CA`,
        fix: `put the ${whose} certificate first and the intermediates after it`,
      }
    : undefined;
}

function checkLeaf(leaf: X509Certificate, facts: Facts, dnsNames: readonly string[]): Complaint | undefined {
  const weak = checkStrength('certificate', facts);
  if (weak) {
    return weak;
  }
  const [dnsName = ''] = dnsNames;
  if (!leaf.subjectAltName) {
    return {
      must: `certificate must name ${dnsName} as a subject alternative name: the common name does not count`,
      got: `only ${leaf.subject.replace(/\n/g, ', ')}`,
      fix: `issue it with the DNS name ${dnsName}`,
    };
  }
  const missing = dnsNames.find(name => !leaf.checkHost(name, { subject: 'never', partialWildcards: false }));
  if (missing !== undefined) {
    const why = missing === dnsName ? ', the name that kube-apiserver checks' : '';
    return {
      must: `certificate must be valid for ${missing}${why}`,
      got: facts.dnsNames.join(', ') || leaf.subjectAltName,
      fix: `issue it with the DNS name ${missing}`,
    };
  }
  const usage = facts.extendedKeyUsage;
  return !usage || usage.includes(SERVER_AUTH) || usage.includes(ANY_USAGE)
    ? undefined
    : {
        must: 'certificate must allow server authentication in its extended key usage',
        got: usage.join(', '),
        fix: 'issue it with extendedKeyUsage = serverAuth',
      };
}

export function checkStrength(what: string, { weakness }: Facts): Complaint | undefined {
  return weakness === undefined
    ? undefined
    : {
        must: `${what} must be strong enough for TLS clients of today`,
        got: weakness,
        fix: 'use ECDSA P-256 or RSA of 2048 bits or more, with SHA-256',
      };
}

export function checkDates(what: string, { notBefore, notAfter }: Facts, now: Date): Complaint | undefined {
  if (now > notAfter) {
    return { must: `${what} must not be expired`, got: `one that ended on ${day(notAfter)}`, fix: 'issue a new one' };
  }
  return now < notBefore
    ? {
        must: `${what} must be valid already`,
        got: `one that begins on ${day(notBefore)}`,
        fix: `check the clock of this machine, which says ${day(now)}`,
      }
    : undefined;
}

export function checkKey(leaf: X509Certificate, privateKey: KeyObject | undefined): Complaint | undefined {
  return !privateKey || leaf.checkPrivateKey(privateKey)
    ? undefined
    : {
        must: 'privateKey must belong to the certificate',
        got: `another key than that of ${short(leaf)}`,
        fix: 'pass the key that the certificate was issued for',
      };
}

/** Signatures of intermediates must be strong; certificates in the bundle are trusted without them. */
function checkIntermediates({ chain, roots }: CertificateChain): Complaint | undefined {
  const known = new Set(roots.map(root => root.fingerprint256));
  return chain
    .slice(1)
    .filter(link => !known.has(link.fingerprint256))
    .map(link => checkStrength('certificate', inspect(link)))
    .find(weak => weak);
}

/** Follows issuers from the leaf through the intermediates to a root, as a verifier does. */
export function checkChain({ chain, roots }: CertificateChain, now: Date): Complaint | undefined {
  const [leaf, ...intermediates] = chain;
  const reaches = (child: X509Certificate, unused: readonly X509Certificate[]): boolean =>
    roots.some(root => root.fingerprint256 === child.fingerprint256 || signedBy(child, root, now)) ||
    unused.some(
      next =>
        next.ca &&
        signedBy(child, next, now) &&
        reaches(
          next,
          unused.filter(other => other !== next),
        ),
    );
  if (leaf && reaches(leaf, intermediates)) {
    return undefined;
  }
  return {
    must: 'ca must have signed the certificate, directly or through the intermediates that follow it',
    got: leaf && issuerAndRoots(leaf, roots, now),
    fix: 'pass the CA that issued it',
  };
}

/** Names in full: those of generated CAs differ only in their last characters. */
function issuerAndRoots(leaf: X509Certificate, roots: readonly X509Certificate[], now: Date): string {
  const issuer = leaf.issuer.replace(/\n/g, ', ');
  const [root] = roots;
  if (roots.length !== 1 || !root) {
    return `one by ${issuer}, not by any of ${roots.length} CAs`;
  }
  const subject = root.subject.replace(/\n/g, ', ');
  if (subject !== issuer) {
    return `one by ${issuer}, not ${subject}`;
  }
  const { notBefore, notAfter } = inspect(root);
  if ((notBefore <= now && now <= notAfter) || !leaf.verify(root.publicKey)) {
    return `one by another CA of the name ${issuer}`;
  }
  return `one by ${issuer}, which ${now < notBefore ? `begins on ${day(notBefore)}` : `ended on ${day(notAfter)}`}`;
}

function signedBy(child: X509Certificate, parent: X509Certificate, now: Date): boolean {
  return child.checkIssued(parent) && !checkDates('ca', inspect(parent), now) && child.verify(parent.publicKey);
}
