// Go, openssl and node read the same value in every field of an emitted certificate, and the props ask for that value.
import { blocks, ServedPair } from '../served-pair';
import { GoVerifier, withGo } from '../go-verifier';
import { runConfiguration } from '../run-configuration';
import { inOwnFolder, verifyAll } from '../random-run';
import { differences, EVERY_FIELD, Fields, Reading } from './fields';
import { nodeReading } from './node-reading';
import { opensslReading } from './openssl-reading';
import { Specimen, specimens } from './specimens';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export async function interoperate(verifier: string): Promise<boolean> {
  const wrong: string[] = [];
  const all = specimens();
  let certificates = 0;
  await withGo(verifier, async go => {
    for (const specimen of all) {
      const {
        pairs: [pair],
        faults,
      } = inOwnFolder(() => runConfiguration(specimen.configuration));
      wrong.push(...faults.map(fault => `${specimen.name}: ${fault}`));
      if (pair) {
        const rejections = await verifyAll([pair], go);
        wrong.push(
          ...rejections.map(({ by, says }) => `${specimen.name}: ${by}: ${says}`),
          ...(rejections.length === 0 ? await compare(specimen, pair, go) : []),
        );
        certificates += 1 + blocks(pair.bundle).length;
      }
    }
  });
  process.stdout.write(
    `${certificates} certificates of ${all.length} servers, ${EVERY_FIELD.length} fields: ` +
      `${wrong.length === 0 ? 'Go, openssl and node agree' : `${wrong.length} differences`}\n${wrong.map(line => `  ${line}\n`).join('')}`,
  );
  return wrong.length === 0 && certificates >= 3 * all.length;
}

async function compare(specimen: Specimen, pair: ServedPair, go: GoVerifier): Promise<string[]> {
  const read = await go.facts(pair);
  const [leaf] = await readings(blocks(pair.certificate), read.chain);
  const roots = await readings(blocks(pair.bundle), read.roots);
  const [first, second] = roots;
  if (!leaf || !first || !second) {
    return [`${specimen.name}: a serving certificate and two CAs are expected`];
  }
  const about = (what: string, { go: goes, openssl, node }: Readings, asked: Reading): string[] =>
    differences({ asked, Go: goes, openssl, node }, ['Go', 'openssl']).map(
      difference => `${specimen.name}: ${what}: ${difference}`,
    );
  return [
    ...about('serving certificate', leaf, {
      ...specimen.leaf,
      ...subjectOf(specimen, first),
      ...issuedBy(first),
      notAfter: later(leaf, specimen.days),
    }),
    ...about('its CA', first, {
      ...specimen.ca,
      ...issuedBy(first),
      ...named(first),
      notAfter: later(first, specimen.days),
    }),
    ...about('the CA that waits', second, {
      ...specimen.ca,
      ...issuedBy(second),
      ...named(second),
      notAfter: later(second, 2 * specimen.days),
    }),
    ...[leaf, first, second]
      .filter(({ go: { serial } }) => !/^[4-7][0-9a-f]{31}$/.test(serial))
      .map(({ go: { serial } }) => `${specimen.name}: a serial number of 127 bits, got ${serial}`),
  ];
}

interface Readings {
  readonly go: Fields;
  readonly openssl: Fields;
  readonly node: Reading;
}

async function readings(certificates: readonly string[], facts: readonly object[]): Promise<Readings[]> {
  return Promise.all(
    certificates.map(async (pem, index) => ({
      go: facts[index] as Fields,
      openssl: await opensslReading(pem),
      node: nodeReading(pem),
    })),
  );
}

function issuedBy({ node }: Readings): Reading {
  return { issuer: node.subject, authorityKeyId: node.subjectKeyId };
}

/** Each CA has a name of its own, and who signs without a name of its own is called after it. */
function named({ node: { subjectKeyId = '' } }: Readings): Reading {
  return { subject: `extension-api-server-ca-${subjectKeyId.slice(0, 16)}` };
}

function subjectOf({ leaf }: Specimen, { node: { subjectKeyId = '' } }: Readings): Reading {
  return { subject: leaf.subject ?? `extension-api-server-${subjectKeyId.slice(0, 16)}` };
}

/** It begins an hour early, for clocks that are late. */
function later({ node: { notBefore = '' } }: Readings, days: number): string {
  return new Date(Date.parse(notBefore) + HOUR + days * DAY).toISOString().replace('.000Z', 'Z');
}
