import { Finding, unseen, wrong } from './finding';
import { Input, InputObject, isIn, namespaceOf, objectName } from './input';
import { field, fields, items, text } from './json';

/** A controller that writes caBundle in the cluster, on an annotation of the APIService. */
interface Injector {
  readonly annotation: string;
  /** The end of the sentence `caBundle is written by …`. */
  readonly writes: string;
  readonly check?: (input: Input, subject: Subject, reference: ObjectName) => Finding | undefined;
}

interface Subject {
  readonly apiService: InputObject;
  readonly annotation: string;
  /** Names that the serving certificate must have. */
  readonly dnsName: string | undefined;
}

interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

const CERT_MANAGER = 'cert-manager writes caBundle in the cluster';
const OPENSHIFT = "OpenShift's service CA operator writes caBundle in the cluster";

/** https://cert-manager.io/docs/concepts/ca-injector/ and OpenShift's service CA operator. */
const INJECTORS: readonly Injector[] = [
  {
    annotation: 'cert-manager.io/inject-ca-from',
    writes: `${CERT_MANAGER}, from the Certificate`,
    check: checkCertificate,
  },
  {
    annotation: 'cert-manager.io/inject-ca-from-secret',
    writes: `${CERT_MANAGER}, from the Secret`,
    check: checkSecret,
  },
  { annotation: 'cert-manager.io/inject-apiserver-ca', writes: CERT_MANAGER },
  {
    annotation: 'certmanager.k8s.io/inject-ca-from',
    writes: `${CERT_MANAGER}, from the Certificate`,
    check: checkCertificate,
  },
  { annotation: 'service.beta.openshift.io/inject-cabundle', writes: OPENSHIFT },
  { annotation: 'service.alpha.openshift.io/inject-cabundle', writes: OPENSHIFT },
];

/** `undefined` if no annotation lets a controller write caBundle. */
export function checkInjector(input: Input, apiService: InputObject, dnsName: string | undefined): Finding | undefined {
  const [found] = INJECTORS.flatMap(injector => {
    const value = text(apiService.object, 'metadata', 'annotations', injector.annotation);
    // Both controllers compare a switch with "true".
    return value === undefined || (!injector.check && value !== 'true') ? [] : [{ ...injector, value }];
  });
  if (!found) {
    return undefined;
  }
  const { annotation, writes, check, value } = found;
  if (!check) {
    return unseen('bundle', writes);
  }
  const [namespace = '', name = '', ...more] = value.split('/');
  return namespace === '' || name === '' || more.length > 0
    ? wrong('bundle', `${annotation} must be namespace/name, got "${value}"`, 'correct the annotation')
    : (check(input, { apiService, annotation, dnsName }, { namespace, name }) ??
        unseen('bundle', `${writes} ${value}`));
}

function checkCertificate(
  input: Input,
  { apiService, annotation, dnsName }: Subject,
  { namespace, name }: ObjectName,
): Finding | undefined {
  const { source } = apiService;
  if (input.find({ kind: 'Certificate', namespace, name, source })) {
    return undefined;
  }
  const right = input
    .ofKind('Certificate', source)
    .find(({ object }) => items(field(object, 'spec', 'dnsNames')).some(one => one === dnsName));
  return right
    ? wrong(
        'bundle',
        `${annotation} must name a Certificate that exists, got "${namespace}/${name}"; the Certificate for ` +
          `${dnsName} is ${namespaceOf(right) ?? namespace}/${objectName(right)}`,
        `set the annotation to ${namespaceOf(right) ?? namespace}/${objectName(right)}`,
      )
    : undefined;
}

/** cert-manager reads a Secret only if an annotation on the Secret allows it. */
const ALLOWED = 'cert-manager.io/allow-direct-injection';
const ALLOW = `set ${ALLOWED}: "true" on the Secret, in spec.secretTemplate of its Certificate if it has one`;

function checkSecret(
  input: Input,
  { apiService, annotation }: Subject,
  { namespace, name }: ObjectName,
): Finding | undefined {
  const { source } = apiService;
  const secret = input.find({ kind: 'Secret', namespace, name, source });
  const certificate = input.referringTo('Certificate', name, source).find(one => isIn(namespace, one));
  const annotations = secret
    ? field(secret.object, 'metadata', 'annotations')
    : field(certificate?.object, 'spec', 'secretTemplate', 'annotations');
  if ((secret ?? certificate) && fields(annotations)[ALLOWED] !== 'true') {
    return wrong(
      'bundle',
      `${annotation} must name a Secret that cert-manager may read, got "${namespace}/${name}" without ${ALLOWED}`,
      ALLOW,
    );
  }
  const keys = Object.keys(fields(field(secret?.object, 'data')));
  return keys.length > 0 && !keys.includes('ca.crt')
    ? wrong(
        'bundle',
        `${annotation} must name a Secret with the key ca.crt, got "${namespace}/${name}" with ${keys.join(', ')}`,
        'add the CA to the Secret as ca.crt',
      )
    : undefined;
}
