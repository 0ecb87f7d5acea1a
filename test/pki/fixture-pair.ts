import { keyText } from '../../lib/pki/slots';
import { FixtureStore } from '../../lib/pki/store/fixtures';

export interface FixturePair {
  readonly ca: string;
  readonly certificate: string;
  readonly privateKey: string;
}

/** A certificate for a name, the same bytes on every machine. */
export function fixturePair(dnsName: string): FixturePair {
  const { ca, certificate, privateKey } = new FixtureStore([dnsName]).read('', {
    namespace: 'fixtures',
    name: dnsName,
  }).current;
  return { ca: ca.toString(), certificate: certificate.toString(), privateKey: keyText(privateKey!) };
}
