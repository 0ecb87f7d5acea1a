import { Complaint } from '../errors';
import { decodeBase64 } from './base64';
import { Finding, fine, fromComplaint, unseen } from './finding';
import { Input, InputObject, isIn, objectName } from './input';
import { field, fields, items } from './json';
import { Candidate } from './mounted-serving-files';

/** PEM texts from a Secret, not parsed yet. */
export interface Pair {
  /** `Secret wardle/wardle-tls, tls.crt`. */
  readonly place: string;
  readonly certificate: string;
  readonly keyPlace: string;
  readonly privateKey: string | undefined;
  /** Set if the private key belongs in this Secret and the Secret lacks it. */
  readonly missingKey: Complaint | undefined;
}

export interface Place {
  readonly namespace: string;
  readonly source: string;
}

/** The certificate and key in a Secret, or why they are not visible. */
export function pairOf(
  input: Input,
  { secret, certificateKey, privateKeyKey }: Candidate,
  { namespace, source }: Place,
): Pair | Finding {
  const place = `Secret ${namespace}/${secret}`;
  const found = input.find({ kind: 'Secret', namespace, name: secret, source });
  if (!found) {
    return unseen('secret', `${place} ${maker(input, secret, { namespace, source })}`);
  }
  if (field(found.object, 'sops') !== undefined) {
    return unseen('secret', `${place} is encrypted with SOPS: its content is not visible here`);
  }
  const fault = faultOfData(found, place);
  if (fault) {
    return fromComplaint('secret', undefined, fault);
  }
  const content = contentOf(found);
  const isTls = field(found.object, 'type') === TLS_TYPE;
  const absent = isTls ? [TLS_CERTIFICATE, TLS_PRIVATE_KEY].find(name => !content.has(name)) : undefined;
  if (absent !== undefined && !content.get(TLS_CERTIFICATE)) {
    return fromComplaint('secret', undefined, missing(place, absent, TYPE_REQUIRES, content));
  }
  const key = certificateKey ?? certificateKeyIn(content);
  if (key === undefined || content.get(key) === '') {
    return [...content.values()].every(value => value === '')
      ? unseen('secret', `${place} is empty here: a controller fills it in the cluster`)
      : unseen('secret', `${place} holds no serving certificate`);
  }
  const certificate = content.get(key);
  if (certificate === undefined) {
    return content.size === 0
      ? unseen('secret', `${place} is empty here: a controller fills it in the cluster`)
      : fromComplaint('secret', undefined, missing(place, key, SERVER_READS, content));
  }
  const keyKey = privateKeyKey ?? privateKeyFor(key, content);
  return {
    place: `${place}, ${key}`,
    certificate,
    keyPlace: `${place}, ${keyKey}`,
    privateKey: content.get(keyKey) || undefined,
    missingKey: missingKey(place, { isTls, privateKeyKey }, content),
  };
}

/** A key that is there and empty is no fault: a controller fills it in the cluster. */
function missingKey(
  place: string,
  { isTls, privateKeyKey }: { readonly isTls: boolean; readonly privateKeyKey: string | undefined },
  content: ReadonlyMap<string, string>,
): Complaint | undefined {
  if (isTls && !content.has(TLS_PRIVATE_KEY)) {
    return missing(place, TLS_PRIVATE_KEY, TYPE_REQUIRES, content);
  }
  return privateKeyKey !== undefined && !content.has(privateKeyKey)
    ? missing(place, privateKeyKey, SERVER_READS, content)
    : undefined;
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets */
const [TLS_TYPE, TLS_CERTIFICATE, TLS_PRIVATE_KEY] = ['kubernetes.io/tls', 'tls.crt', 'tls.key'] as const;
const TYPE_REQUIRES = `which kube-apiserver requires in a Secret of type ${TLS_TYPE}`;
const SERVER_READS = 'which the server reads';

function missing(place: string, key: string, why: string, content: ReadonlyMap<string, string>): Complaint {
  return {
    must: `${place} must hold the key ${key}, ${why}`,
    got: [...content.keys()].join(', ') || undefined,
    fix: 'correct the Secret, or the path in the flag',
  };
}

function faultOfData({ object }: InputObject, place: string): Complaint | undefined {
  return Object.entries(fields(field(object, 'data')))
    .map(([key, value]) => decodeBase64(`${place}, ${key}`, typeof value === 'string' ? value : ''))
    .find(read => 'must' in read);
}

function contentOf({ object }: InputObject): ReadonlyMap<string, string> {
  const decoded = Object.entries(fields(field(object, 'data'))).map(
    ([key, value]) => [key, Buffer.from(typeof value === 'string' ? value : '', 'base64').toString('utf8')] as const,
  );
  const plain = Object.entries(fields(field(object, 'stringData'))).map(
    ([key, value]) => [key, typeof value === 'string' ? value : ''] as const,
  );
  // stringData overrides data:
  // https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/
  return new Map([...decoded, ...plain]);
}

/** Without a flag: the usual name, or a key that holds a certificate and is not named like a CA. */
function certificateKeyIn(content: ReadonlyMap<string, string>): string | undefined {
  const usual = ['tls.crt', 'apiserver.crt'].find(key => content.has(key));
  return (
    usual ??
    [...content].find(
      ([key, value]) => value.includes('-----BEGIN CERTIFICATE-----') && !/(^|[-_.])ca([-_.]|$)|root|bundle/i.test(key),
    )?.[0]
  );
}

function privateKeyFor(certificateKey: string, content: ReadonlyMap<string, string>): string {
  const sibling = certificateKey.replace(/\.(crt|cert|pem|cer)$/, '.key');
  return sibling !== certificateKey && content.has(sibling)
    ? sibling
    : ([...content].find(([, value]) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value))?.[0] ?? sibling);
}

/** Says who creates a Secret that is not among the manifests. */
function maker(input: Input, name: string, { namespace, source }: Place): string {
  if (input.find({ kind: 'SealedSecret', namespace, name, source })) {
    return 'is sealed: only the controller in the cluster can decrypt it';
  }
  const target = input.referringTo('ExternalSecret', name, source).find(one => isIn(namespace, one));
  if (target ?? input.find({ kind: 'ExternalSecret', namespace, name, source })) {
    return 'is fetched by External Secrets: its content is not visible here';
  }
  const certificate = certificateOf(input, name, { namespace, source });
  if (certificate) {
    return `is issued through cert-manager's Certificate ${objectName(certificate)}: its content is not visible here`;
  }
  const [service] = input.referringTo('Service', name, source);
  return service ? "is issued by OpenShift's service CA: its content is not visible here" : 'is not in these manifests';
}

/** The cert-manager Certificate that fills a Secret. */
function certificateOf(input: Input, secret: string, { namespace, source }: Place): InputObject | undefined {
  return input.referringTo('Certificate', secret, source).find(one => isIn(namespace, one));
}

/** The DNS names in the cert-manager Certificate that fills this Secret, if there is one. */
export function requestedNames(input: Input, secret: string, place: Place): readonly string[] | undefined {
  const certificate = certificateOf(input, secret, place);
  return certificate && items(field(certificate.object, 'spec', 'dnsNames')).filter(name => typeof name === 'string');
}
/** cert-manager issues exactly the names that its Certificate requests. */
export function checkRequested(secret: string, requested: readonly string[], dnsName: string): Finding {
  const parent = dnsName.slice(dnsName.indexOf('.'));
  return requested.some(name => name === dnsName || name === `*${parent}`)
    ? fine('name', `the Certificate of Secret ${secret} requests ${dnsName}`)
    : fromComplaint('name', undefined, {
        must: `the Certificate of Secret ${secret} must request ${dnsName}, the name that kube-apiserver checks`,
        got: requested.join(', ') || undefined,
        fix: `add ${dnsName} to spec.dnsNames`,
      });
}
