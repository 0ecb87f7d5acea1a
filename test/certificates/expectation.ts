// Whether a configuration must be accepted, from what Kubernetes, DNS and X.509 say; without this, a library that
// refuses everything would pass. Written apart from the library's own checks.
import { YamlOutputType } from 'cdk8s';
import { KeyAlgorithm } from 'cdk8s-extension-api-server';
import { EVERY_KIND, Kind } from '../pki/certificates';
import { Configuration, GeneratedChoice, nameOf, OCCUPIED, ProvidedChoice, ServerChoice } from './configuration';
import { isInSecret, isSound } from './provided-forms';

export type Expectation = 'accepted' | 'refused' | 'either';

const SOUND_KINDS: readonly Kind[] = [
  'signed by the CA',
  'signed through an intermediate',
  'with the root sent along',
  'under an intermediate that is the CA given',
  'self-signed, its own CA',
  'self-signed with the CA flag, its own CA',
  'with a wildcard name',
  'with other names first',
  'without a key usage',
  'for any usage',
  'with a second CA in the bundle',
  'with an expired CA in the bundle',
  'under a CA that signed itself with SHA-1',
  'under an intermediate with two issuers',
];

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const isServiceName = (text: string): boolean =>
  text.length <= 63 && /^[a-z]/.test(text) && /^[a-z0-9-]+$/.test(text) && !text.endsWith('-');
const isNamespace = (text: string): boolean => isServiceName(/^[0-9]/.test(text) ? `a${text.slice(1)}` : text);
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const isDnsName = (text: string): boolean =>
  text.length <= 253 && text.split('.').every(isNamespace) && !isAddress(text);
/**
 * Four numbers of a byte each are an address, whatever else they look like:
 * https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
 */
const isAddress = (text: string): boolean =>
  text.split('.').length === 4 && text.split('.').every(part => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
/** Pods of a StatefulSet bear its name and eleven characters more in a label. */
const LONGEST_STATEFUL_SET = 52;
const HOURS = { days: 24, hours: 1, millis: 1 / 3_600_000 };

/** The result that synth must have in a project without state. */
export function expected(configuration: Configuration): Expectation {
  const { servers, firstUnderCi } = configuration;
  const each = servers.map(expectedOf);
  if (
    each.includes('refused') ||
    inEachOthersWay(configuration) ||
    (firstUnderCi && servers.some(({ tls }) => tls.kind === 'generated'))
  ) {
    return 'refused';
  }
  return each.includes('either') || sharesNamespaceUnlike(servers) ? 'either' : 'accepted';
}

function expectedOf(server: ServerChoice): Expectation {
  const { namespace, backend, tls } = server;
  const name = nameOf(server);
  if (
    !isServiceName(name) ||
    !isNamespace(namespace) ||
    (backend === 'statefulSet' && name.length > LONGEST_STATEFUL_SET)
  ) {
    return 'refused';
  }
  switch (tls.kind) {
    case 'generated':
      return isWellGenerated(tls) ? 'accepted' : 'refused';
    case 'provided':
      return expectedOfProvided(tls);
    case 'skipped':
      return 'accepted';
  }
}

function isWellGenerated({
  validity,
  dnsNames = [],
  directory,
  additionalCa = 'another CA',
}: GeneratedChoice): boolean {
  const lifeInDays = validity === undefined ? 365 : (validity.amount * HOURS[validity.unit]) / 24;
  return (
    lifeInDays >= 1 &&
    lifeInDays <= 36500 &&
    lifeInDays % 1 === 0 &&
    dnsNames.every(isDnsName) &&
    directory !== OCCUPIED &&
    additionalCa === 'another CA'
  );
}

function expectedOfProvided({ certificates, form }: ProvidedChoice): Expectation {
  if (!isSound(form)) {
    return 'refused';
  }
  if (isInSecret(form) && certificates !== 'signed by the CA') {
    return 'either'; // Only the bundle is seen, and not every fault is in it.
  }
  if (isKind(certificates)) {
    return SOUND_KINDS.includes(certificates) ? 'accepted' : 'refused';
  }
  // The parameters are those of P-256.
  return form === 'with the parameters of the curve before the key' && certificates !== KeyAlgorithm.ECDSA_P256
    ? 'either'
    : 'accepted';
}

function isKind(certificates: ProvidedChoice['certificates']): certificates is Kind {
  return (EVERY_KIND as readonly string[]).includes(certificates);
}

/** Whether servers that are sound by themselves share something that they must not. */
function inEachOthersWay({ servers, output }: Configuration): boolean {
  const names = servers.map(server =>
    output === YamlOutputType.FILE_PER_RESOURCE || output === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE
      ? nameOf(server)
      : `${server.namespace}/${nameOf(server)}`,
  );
  return new Set(names).size < names.length || (output === YamlOutputType.FILE_PER_APP && servers.some(emitsKey));
}

export function emitsKey({ backend, tls }: ServerChoice): boolean {
  switch (tls.kind) {
    case 'generated':
      return runsPods(backend);
    case 'provided':
      return !isInSecret(tls.form);
    case 'skipped':
      return false;
  }
}

function runsPods(backend: ServerChoice['backend']): boolean {
  return backend !== 'addresses' && backend !== 'externalName';
}

/** Labels of the Namespace depend on the profile, and on who emits it. */
function sharesNamespaceUnlike(servers: readonly ServerChoice[]): boolean {
  return servers.some(({ namespace, profile }) =>
    servers.some(other => other.namespace === namespace && other.profile !== profile),
  );
}
