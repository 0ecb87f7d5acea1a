// node:crypto as a verifier: it has every check of a TLS client, and no function that does all of them.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { blocks, ServedPair, Rejection } from './served-pair';

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

export function nodeRejections(pairs: readonly ServedPair[]): Rejection[] {
  return pairs.flatMap(pair => rejections(pair).map(says => ({ pair, by: 'node' as const, says })));
}

function rejections(pair: ServedPair): string[] {
  try {
    return [...aboutLeaf(pair), ...aboutChain(pair)];
  } catch (error) {
    return [(error as Error).message];
  }
}

function aboutLeaf({ certificate, privateKey, dnsNames, ours }: ServedPair): string[] {
  const leaf = new X509Certificate(blocks(certificate)[0] ?? certificate);
  return [
    ...dnsNames
      .filter(name => leaf.checkHost(name, { subject: 'never' }) === undefined)
      .map(name => `not valid for ${name}`),
    ...(privateKey === undefined || leaf.checkPrivateKey(createPrivateKey(privateKey)) ? [] : ['another key']),
    // node's keyUsage is the extended key usage.
    ...(ours && !leaf.keyUsage?.includes(SERVER_AUTH) ? ['not for servers'] : []),
    ...(ours && leaf.ca ? ['a CA that serves'] : []),
    ...(isCurrent(leaf) ? [] : ['not valid now']),
  ];
}

function aboutChain({ bundle, certificate, ours }: ServedPair): string[] {
  const roots = blocks(bundle).map(text => new X509Certificate(text));
  const [leaf, ...intermediates] = blocks(certificate).map(text => new X509Certificate(text));
  const reaches = (child: X509Certificate, links: readonly X509Certificate[]): boolean =>
    roots.some(root => root.raw.equals(child.raw) || signed(child, root)) ||
    links.some(
      link =>
        signed(child, link) &&
        reaches(
          link,
          links.filter(other => other !== link),
        ),
    );
  // Keys of RSA come from a pool.
  const curves = roots.filter(root => root.publicKey.asymmetricKeyType === 'ec');
  const keys = new Set(curves.map(root => root.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')));
  return [
    ...(leaf && reaches(leaf, intermediates) ? [] : ['not signed by the bundle']),
    ...(ours && roots.some(root => !root.ca) ? ['a bundle with what is no CA'] : []),
    ...(ours && keys.size < curves.length ? ['a bundle with one key twice'] : []),
  ];
}

function signed(child: X509Certificate, parent: X509Certificate): boolean {
  return parent.ca && isCurrent(parent) && child.checkIssued(parent) && child.verify(parent.publicKey);
}

function isCurrent({ validFrom, validTo }: X509Certificate): boolean {
  const now = Date.now();
  return Date.parse(validFrom) <= now && now <= Date.parse(validTo);
}
