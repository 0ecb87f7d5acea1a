import { X509Certificate } from 'node:crypto';

/**
 * A certificate of `clients` that lets its clients pass where `trusted` is trusted; none where the two are separate.
 * That is so where both hold one key, reissued or not, and where a trusted CA has signed the clients' CA, which clients
 * then send along.
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
