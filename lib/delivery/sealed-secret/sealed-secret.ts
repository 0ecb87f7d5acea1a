import { X509Certificate } from 'node:crypto';
import { SealedSecret } from '../../../imports/bitnami.com';
import { Complaint, orRefuse, refuse } from '../../errors';
import { JsonObject, Manifest, sorted, Strings } from '../../kubernetes/manifest';
import { fingerprint } from '../../pki/inspect';
import { EncryptedDelivery, present, SecretContent, SecretFrame, whereabouts } from '../delivery-strategy';
import { seal, unsealable } from './seal';
import { DeliverySealedSecretOptions, SealedSecretScope } from './delivery-sealed-secret-options';
import { checkSealingCertificate, readSealingCertificate } from './sealing-certificate';

/** The controller of Sealed Secrets in the cluster makes the Secret from a SealedSecret. */
export function sealedSecret({
  certificate: text,
  scope = SealedSecretScope.STRICT,
}: DeliverySealedSecretOptions): EncryptedDelivery {
  const certificate = (where: string): X509Certificate => orRefuse(where, readSealingCertificate(text));
  const sealed = (content: SecretContent, value: (plaintext: string) => string): Strings =>
    sorted(Object.fromEntries(Object.entries(content.data).map(([key, plaintext]) => [key, value(plaintext)])));
  return {
    kind: 'encrypted',
    name: 'sealed-secret',
    file: 'chart',
    check: now => checkScope(scope) ?? checkSealingCertificate(text, now),
    recipient: () => `sealing certificate ${fingerprint(certificate('Delivery.sealedSecret()')).slice(0, 16)}…`,
    binding: frame => [scope, SCOPES[scope].label(frame)].filter(part => part !== '').join(' '),
    encrypt: contents =>
      contents.map(content => {
        refuse(whereabouts(content), checkAnnotations(content));
        const { publicKey } = certificate(whereabouts(content));
        return sealed(content, plaintext => seal(publicKey, plaintext, SCOPES[scope].label(content)));
      }),
    placeholder: content => {
      const { publicKey } = certificate(whereabouts(content));
      return sealed(content, plaintext => unsealable(publicKey, plaintext));
    },
    manifest: (frame, ciphertext) => {
      refuse(whereabouts(frame), checkAnnotations(frame));
      return sealedSecretManifest(frame, SCOPES[scope].annotations, ciphertext);
    },
    // The controller reads the annotation from the Secret, not from the SealedSecret:
    // https://github.com/bitnami-labs/sealed-secrets/blob/v0.30.0/pkg/controller/controller.go
    takeOver: ({ namespace, name }) =>
      `run "kubectl annotate secret ${name} --namespace=${namespace} sealedsecrets.bitnami.com/managed=true" first: ` +
      'the controller changes no Secret that it did not make',
  };
}

interface Scope {
  readonly label: (frame: SecretFrame) => string;
  readonly annotations: Strings;
}

const ANNOTATIONS = ['sealedsecrets.bitnami.com/cluster-wide', 'sealedsecrets.bitnami.com/namespace-wide'] as const;

/**
 * https://github.com/bitnami-labs/sealed-secrets/blob/v0.30.0/pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go,
 * EncryptionLabel
 */
const SCOPES: { readonly [scope in SealedSecretScope]: Scope } = {
  [SealedSecretScope.STRICT]: { label: ({ namespace, name }) => `${namespace}/${name}`, annotations: {} },
  [SealedSecretScope.NAMESPACE_WIDE]: {
    label: ({ namespace }) => namespace,
    annotations: { [ANNOTATIONS[1]]: 'true' },
  },
  [SealedSecretScope.CLUSTER_WIDE]: { label: () => '', annotations: { [ANNOTATIONS[0]]: 'true' } },
};

/** The controller decrypts by the annotations of the SealedSecret; `kubeseal --re-encrypt` reads the template's. */
function sealedSecretManifest(
  { name, namespace, type, labels, annotations }: SecretFrame,
  scope: Strings,
  ciphertext: JsonObject,
): Manifest {
  const metadata = { name, namespace, labels: present(labels), annotations: present({ ...annotations, ...scope }) };
  return SealedSecret.manifest({
    metadata,
    spec: { encryptedData: ciphertext as Strings, template: { metadata, type } },
  }) as Manifest;
}

function checkScope(scope: SealedSecretScope): Complaint | undefined {
  return scope in SCOPES
    ? undefined
    : { must: 'scope must be strict, namespace-wide or cluster-wide', got: scope, fix: 'use SealedSecretScope' };
}

function checkAnnotations({ annotations }: SecretFrame): Complaint | undefined {
  const found = ANNOTATIONS.find(annotation => annotation in annotations);
  return (
    found && {
      must: 'annotations must not set the scope of a sealed Secret',
      got: found,
      fix: 'set scope of Delivery.sealedSecret()',
    }
  );
}
