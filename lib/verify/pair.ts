import { KeyObject, X509Certificate } from 'node:crypto';
import { inspect } from '../pki/inspect';
import { readCertificates, readPrivateKey } from '../pki/pem';
import { checkChain, checkDates, checkKey, checkOrder, checkServing } from '../pki/certificate-checks';
import { Finding, fine, fromComplaint, soon } from './finding';
import { day, days, daysUntil, endsSoon, VerifyMoment } from './moment';
import { Pair } from './check-secret';

/** A pair that was read: what there is to ask of it. */
export interface Judged {
  readonly leaf: X509Certificate | undefined;
  readonly findings: readonly Finding[];
}

/** Every question separately, so that one answer does not hide another. No roots where nobody says whom to trust. */
export function judgePair(
  { place, certificate, keyPlace, privateKey: keyText, missingKey }: Pair,
  roots: readonly X509Certificate[],
  dnsName: string,
  moment: VerifyMoment,
): Judged {
  const chain = readCertificates('certificate', certificate);
  if ('must' in chain) {
    return {
      leaf: undefined,
      findings: [
        fromComplaint(
          'certificate',
          place,
          chain,
          'put the PEM text of the serving certificate there, in data as base64 of it',
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
    // What else is said of the wrong one misleads.
    return { leaf: undefined, findings: [fromComplaint('certificate', place, disorder)] };
  }
  const privateKey = keyText === undefined ? undefined : readPrivateKey('privateKey', keyText);
  const unreadable =
    privateKey && 'must' in privateKey
      ? fromComplaint(
          'key',
          keyPlace,
          privateKey,
          "put the PEM text of the server's key there, in data as base64 of it",
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
    : []; // `checkRest` says what is wrong.
}

function checkLife(place: string, leaf: X509Certificate, moment: VerifyMoment): Finding {
  const facts = inspect(leaf);
  const complaint = checkDates('certificate', facts, moment.now);
  const left = daysUntil(facts.notAfter, moment);
  const life = `${place} ends on ${day(facts.notAfter)}, in ${days(left)}`;
  if (complaint) {
    return fromComplaint('dates', place, complaint);
  }
  return endsSoon(facts.notAfter, moment)
    ? soon('dates', life, 'rotate: issue a new one, and apply it before that day')
    : fine('dates', life);
}

function checkBelongs(place: string, leaf: X509Certificate, key: KeyObject | undefined): Finding[] {
  const complaint = checkKey(leaf, key);
  if (complaint) {
    return [fromComplaint('key', place, complaint, 'put the two that were issued together into the Secret')];
  }
  return key ? [fine('key', `${place} and the private key belong together`)] : [];
}

interface Serving {
  readonly chain: readonly X509Certificate[];
  readonly roots: readonly X509Certificate[];
  readonly privateKey: KeyObject | undefined;
}

/** Besides the chain itself: that it does not hang on a CA that is about to end, while others of the bundle live on. */
function checkTrust(place: string, serving: Serving, moment: VerifyMoment): Finding[] {
  // A CA may have ended with the certificate, or have been renewed with its key since.
  const complaint = checkChain(serving, moment.now) && checkChain(serving, withinLife(serving, moment));
  if (complaint) {
    return [
      fromComplaint(
        'chain',
        place,
        complaint,
        'put the CA that issued this certificate into caBundle, or the certificate that caBundle vouches for into the Secret',
      ),
    ];
  }
  const [leaf] = serving.chain;
  if (leaf && endsSoon(inspect(leaf).notAfter, moment)) {
    // It must be replaced anyhow, and has been complained of.
    return [fine('chain', `${place} is vouched for by caBundle`)];
  }
  const lasting = serving.roots.filter(root => !endsSoon(inspect(root).notAfter, moment));
  return lasting.length > 0 && checkChain({ ...serving, roots: lasting }, moment.now)
    ? [
        soon(
          'chain',
          `${place} is vouched for by a CA of caBundle that ends within ${days(moment.warnDays)}`,
          'rotate: issue a certificate under another CA of the bundle',
        ),
      ]
    : [fine('chain', `${place} is vouched for by caBundle`)];
}

/** Names, usage, strength: whatever kube-apiserver would refuse beside dates, key and chain, which have been said. */
function checkRest(place: string, serving: Serving, dnsName: string, moment: VerifyMoment): Finding[] {
  const { chain, roots } = serving;
  const [leaf] = chain;
  // The leaf is taken as trusted: then only it, and what the server sends along, is left to judge.
  const judged = chain.filter(
    link => link === leaf || !roots.some(root => root.fingerprint256 === link.fingerprint256),
  );
  const complaint = checkServing(
    { chain: judged, roots: leaf ? [leaf] : [], privateKey: undefined },
    [dnsName],
    withinLife(serving, moment),
  );
  const check =
    complaint?.must.includes('valid for') || complaint?.must.includes('alternative name') ? 'name' : 'certificate';
  return complaint ? [fromComplaint(check, place, complaint)] : [];
}

/**
 * Now, or the moment of the certificate's life that is nearest: that it has ended was said, and its CA may have ended
 * with it.
 */
function withinLife({ chain: [leaf] }: Serving, { now }: VerifyMoment): Date {
  if (!leaf) {
    return now;
  }
  const { notBefore, notAfter } = inspect(leaf);
  return new Date(Math.min(Math.max(now.getTime(), notBefore.getTime()), notAfter.getTime()));
}
