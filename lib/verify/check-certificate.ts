import { KeyObject, X509Certificate } from 'node:crypto';
import { DAY } from '../pki/clock';
import { inspect } from '../pki/inspect';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { checkChain, checkDates, checkKey, checkOrder, checkServing } from '../pki/certificate-checks';
import { Finding, fine, fromComplaint, soon } from './finding';
import { Pair } from './check-secret';

/** The time of the check, and how early an expiry is reported. */
export interface VerifyMoment {
  readonly now: Date;
  readonly warnDays: number;
}

export const day = (date: Date): string => date.toISOString().slice(0, 10);
export const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);
export const daysUntil = (date: Date, { now }: VerifyMoment): number =>
  Math.floor((date.getTime() - now.getTime()) / DAY);
export const expiresSoon = (date: Date, moment: VerifyMoment): boolean => daysUntil(date, moment) < moment.warnDays;

/** The serving certificate, if it could be read, and the findings about it. */
export interface Checked {
  readonly leaf: X509Certificate | undefined;
  readonly findings: readonly Finding[];
}

/** Runs every check, so that one fault does not hide another. `roots` is empty if caBundle is not visible. */
export function checkPair(
  { place, certificate, keyPlace, privateKey: keyText, missingKey }: Pair,
  roots: readonly X509Certificate[],
  dnsName: string,
  moment: VerifyMoment,
): Checked {
  const chain = readCertificates('certificate', certificate);
  if ('must' in chain) {
    return {
      leaf: undefined,
      findings: [
        fromComplaint(
          'certificate',
          place,
          chain,
          'put the PEM text of the serving certificate there; in data, base64-encode it once',
        ),
      ],
    };
  }
  const [leaf] = chain;
  if (!leaf) {
    return { leaf: undefined, findings: [] };
  }
  const disorder = checkOrder(chain);
  if (disorder) {
    // Further findings about the wrong certificate would mislead.
    return { leaf: undefined, findings: [fromComplaint('certificate', place, disorder)] };
  }
  const privateKey = keyText === undefined ? undefined : readPrivateKey('privateKey', keyText);
  const unreadable =
    privateKey && 'must' in privateKey
      ? fromComplaint(
          'key',
          keyPlace,
          privateKey,
          "put the PEM text of the server's key there; in data, base64-encode it once",
        )
      : missingKey && fromComplaint('key', undefined, missingKey);
  const key = privateKey && !('must' in privateKey) ? privateKey : undefined;
  return {
    leaf,
    findings: [
      ...checkNames(place, leaf, dnsName),
      checkLife(place, leaf, moment),
      ...(unreadable ? [unreadable] : checkBelongs(place, leaf, key)),
      ...(roots.length > 0 ? checkTrust(place, { chain, roots, privateKey: key }, moment) : []),
      ...checkRest(place, { chain, roots, privateKey: undefined }, dnsName, moment),
    ],
  };
}

function checkNames(place: string, leaf: X509Certificate, dnsName: string): Finding[] {
  const { dnsNames } = inspect(leaf);
  return leaf.subjectAltName && leaf.checkHost(dnsName, { subject: 'never', partialWildcards: false }) !== undefined
    ? [fine('name', `${place} is for ${dnsNames.join(', ')}`)]
    : []; // `checkRest` reports a wrong name.
}

function checkLife(place: string, leaf: X509Certificate, moment: VerifyMoment): Finding {
  const facts = inspect(leaf);
  const complaint = checkDates('certificate', facts, moment.now);
  const left = daysUntil(facts.notAfter, moment);
  const life = `${place} expires on ${day(facts.notAfter)}, in ${days(left)}`;
  if (complaint) {
    return fromComplaint('dates', place, complaint);
  }
  return expiresSoon(facts.notAfter, moment)
    ? soon('dates', life, 'rotate: issue a new certificate and apply it before that day')
    : fine('dates', life);
}

function checkBelongs(place: string, leaf: X509Certificate, key: KeyObject | undefined): Finding[] {
  const complaint = checkKey(leaf, key);
  if (complaint) {
    return [
      fromComplaint(
        'key',
        place,
        complaint,
        'put the certificate and the key that were issued together into the Secret',
      ),
    ];
  }
  return key ? [fine('key', `${place} and the private key belong together`)] : [];
}

interface Serving {
  readonly chain: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
  readonly privateKey: KeyObject | undefined;
}

/** Checks the chain, and that its CA does not expire soon while other CAs in the bundle live on. */
function checkTrust(place: string, serving: Serving, moment: VerifyMoment): Finding[] {
  // The CA may have expired with the certificate, or may have been renewed with the same key.
  const complaint = checkChain(serving, moment.now) && checkChain(serving, withinLife(serving, moment));
  if (complaint) {
    return [
      fromComplaint(
        'chain',
        place,
        complaint,
        'put the CA that issued this certificate into caBundle, or a certificate issued by a CA in ' +
          'caBundle into the Secret',
      ),
    ];
  }
  const [leaf] = serving.chain;
  if (leaf && expiresSoon(inspect(leaf).notAfter, moment)) {
    // `checkLife` has reported the certificate.
    return [fine('chain', `${place} was issued by a CA in caBundle`)];
  }
  const lasting = serving.roots.filter(root => !expiresSoon(inspect(root).notAfter, moment));
  return lasting.length > 0 && checkChain({ ...serving, roots: lasting }, moment.now)
    ? [
        soon(
          'chain',
          `${place} was issued by a CA in caBundle that expires within ${days(moment.warnDays)}`,
          'rotate: issue a certificate under another CA in caBundle',
        ),
      ]
    : [fine('chain', `${place} was issued by a CA in caBundle`)];
}

/** Checks names, usage and strength. Dates, key and chain have checks of their own. */
function checkRest(place: string, serving: Serving, dnsName: string, moment: VerifyMoment): Finding[] {
  const { chain, roots } = serving;
  const [leaf] = chain;
  // The leaf counts as trusted, so that only the certificates that the server sends are checked.
  const checked = chain.filter(
    link => link === leaf || !roots.some(root => root.fingerprint256 === link.fingerprint256),
  );
  const complaint = checkServing(
    { chain: checked, roots: leaf ? [leaf] : [], privateKey: undefined },
    [dnsName],
    withinLife(serving, moment),
  );
  const check =
    complaint?.must.includes('valid for') || complaint?.must.includes('alternative name') ? 'name' : 'certificate';
  return complaint ? [fromComplaint(check, place, complaint)] : [];
}

/** Now, or the nearest moment at which the certificate is valid: `checkLife` reports an expired one. */
function withinLife({ chain: [leaf] }: Serving, { now }: VerifyMoment): Date {
  if (!leaf) {
    return now;
  }
  const { notBefore, notAfter } = inspect(leaf);
  return new Date(Math.min(Math.max(now.getTime(), notBefore.getTime()), notAfter.getTime()));
}
