// One run of synth over a configuration, into memory, with everything that it says.
import { App, Chart, Duration } from 'cdk8s';
import { Backend, ExtensionApiServer, TlsGeneratedOptions, Tls } from 'cdk8s-extension-api-server';
import { KubernetesObject, objectsOf } from '../construct/server-in-app';
import { Certificates, EVERY_KIND, Kind, makeCertificates } from '../pki/certificates';
import { ALGORITHMS, AlgorithmName } from '../../lib/pki/algorithm';
import { mintGeneration, systemRandom } from '../../lib/pki/mint';
import { keyText } from '../../lib/pki/slots';
import {
  BROUGHT,
  Configuration,
  GeneratedChoice,
  groupOf,
  ProvidedChoice,
  ServerChoice,
  serviceName,
} from './configuration';
import { Brought, FORMS, writeFiles } from './provided-forms';

export interface Synthesis {
  /** Absent where it was refused. */
  readonly objects?: readonly KubernetesObject[];
  readonly error?: Error;
  /** Standard error. */
  readonly said: string;
}

export type Synthesize = (configuration: Configuration, provided: Provided) => Synthesis;

/** The PEM of each server with a certificate of its own; it is the same in every synth. */
export type Provided = ReadonlyMap<ServerChoice, Brought>;

const IMAGE = 'registry.example.com/catalog:1.0.0';
const BACKEND = {
  deployment: () => ({ image: IMAGE, backend: Backend.deployment() }),
  statefulSet: () => ({ image: IMAGE, backend: Backend.statefulSet() }),
  existing: () => ({ backend: Backend.fromPods({ app: 'catalog' }) }),
  addresses: () => ({ backend: Backend.addresses(['192.0.2.1']) }),
  externalName: () => ({ backend: Backend.externalName('catalog.example.com') }),
};

export function provide({ servers }: Configuration): Provided {
  return new Map(
    servers.flatMap((server, index) =>
      server.tls.kind === 'provided'
        ? [
            [
              server,
              { ...certificatesOf(server.tls, printable(serviceName(server))), folder: `${BROUGHT}/${index}` },
            ] as const,
          ]
        : [],
    ),
  );
}

/** Some have them in files. */
export function layDown(provided: Provided): void {
  provided.forEach(writeFiles);
}

export const synthesize: Synthesize = ({ servers, output }, provided) =>
  listening(() => {
    const app = new App({ outdir: 'never-written', yamlOutputType: output });
    const chart = new Chart(app, 'app');
    servers.forEach((server, index) => {
      const { id, name, namespace, profile, backend } = server;
      new ExtensionApiServer(chart, id, {
        namespace,
        apis: [{ group: groupOf(index), version: 'v1' }],
        tls: tlsOf(server, provided.get(server)),
        ...BACKEND[backend](),
        ...(name !== undefined && { name }),
        ...(profile !== undefined && { profile }),
      });
    });
    return objectsOf(app);
  });

function listening(run: () => readonly KubernetesObject[]): Synthesis {
  const written: string[] = [];
  const { write } = process.stderr;
  process.stderr.write = ((text: string) => written.push(text) > 0) as typeof write;
  const said = (): string => written.join('');
  try {
    return { objects: run(), said: said() };
  } catch (error) {
    return { error: error as Error, said: said() };
  } finally {
    process.stderr.write = write;
  }
}

function tlsOf({ tls }: ServerChoice, brought: Brought | undefined): Tls {
  switch (tls.kind) {
    case 'generated':
      return Tls.generated(generatedOptions(tls));
    case 'provided':
      return FORMS[tls.form](brought as Brought);
    case 'skipped':
      return Tls.dangerouslySkipVerification();
  }
}

function generatedOptions({ kind: _kind, validity, additionalCa, ...given }: GeneratedChoice): TlsGeneratedOptions {
  return {
    ...given,
    ...(additionalCa && { additionalCa: additionalCaOf(additionalCa) }),
    ...(validity && { validity: Duration[validity.unit](validity.amount) }),
  };
}

/** A name that is refused needs no certificate, and some cannot have one. */
function printable(name: string): string {
  return /^[a-z0-9.-]+$/.test(name) ? name : 'catalog.catalog.svc';
}

function additionalCaOf(what: NonNullable<GeneratedChoice['additionalCa']>): string {
  const made = makeCertificates('catalog.catalog.svc');
  const texts = {
    'another CA': made['signed by the CA'].ca,
    'an expired CA': made['of an expired CA'].ca,
    'a serving certificate': made['signed by the CA'].certificate,
    'a key': made['signed by the CA'].privateKey,
    words: 'no certificate at all',
  };
  return texts[what];
}

function certificatesOf({ certificates }: ProvidedChoice, name: string): Certificates {
  if ((EVERY_KIND as readonly string[]).includes(certificates)) {
    return makeCertificates(name)[certificates as Kind];
  }
  const algorithm = ALGORITHMS[certificates as AlgorithmName];
  const { ca, certificate, privateKey } = mintGeneration(
    1,
    { dnsNames: [name], algorithm, serviceDays: 90, now: new Date(), random: systemRandom },
    1,
  );
  return { ca: ca.toString(), certificate: certificate.toString(), privateKey: privateKey ? keyText(privateKey) : '' };
}
