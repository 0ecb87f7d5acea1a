import { X509Certificate } from 'node:crypto';

/**
 * A CA of `clients` whose client certificates are accepted by a server that trusts `trusted`; none if the two are
 * separate. They are not if both hold the same key, or if a trusted CA signed the clients' CA as an intermediate.
 */
export function sharedAuthority(
  trusted: readonly X509Certificate[],
  clients: readonly X509Certificate[],
): X509Certificate | undefined {
  return clients.find(client =>
    trusted.some(root => sameKey(root, client) || (client.checkIssued(root) && client.verify(root.publicKey))),
  );
}

function sameKey(one: X509Certificate, other: X509Certificate): boolean {
  return one.publicKey.equals(other.publicKey);
}
