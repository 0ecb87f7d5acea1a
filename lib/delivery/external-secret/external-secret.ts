import { Duration } from 'cdk8s';
import {
  ExternalSecret,
  ExternalSecretSpecDataRemoteRef,
  ExternalSecretSpecDataRemoteRefConversionStrategy,
  ExternalSecretSpecDataRemoteRefDecodingStrategy,
  ExternalSecretSpecDataRemoteRefMetadataPolicy,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetDeletionPolicy,
  ExternalSecretSpecTargetTemplateEngineVersion,
  ExternalSecretSpecTargetTemplateMergePolicy,
} from '../../../imports/external-secrets.io';
import { Complaint, refuse } from '../../errors';
import { Manifest } from '../../kubernetes/manifest';
import { ElsewhereDelivery, present, SecretFrame, whereabouts } from '../delivery-strategy';
import { DeliveryExternalSecretOptions, SecretStoreKind } from './delivery-external-secret-options';

/**
 * The External Secrets Operator fetches the pair from a vault. Each generation has its own entry, so certificate and
 * key only change together, and old manifests still find the old entry.
 */
export function externalSecret({
  store,
  key,
  storeKind = SecretStoreKind.CLUSTER_SECRET_STORE,
  refreshInterval = Duration.hours(1),
  certificateProperty = 'tls.crt',
  privateKeyProperty = 'tls.key',
}: DeliveryExternalSecretOptions): ElsewhereDelivery {
  const entry = (frame: SecretFrame, generation: number | undefined): string =>
    [key ?? `${frame.namespace}/${frame.name}`, ...(generation === undefined ? [] : [generation])].join('-');
  return {
    kind: 'elsewhere',
    check: () =>
      checkStore(store, storeKind) ??
      checkWord('key', key) ??
      checkWord('certificateProperty', certificateProperty) ??
      checkWord('privateKeyProperty', privateKeyProperty) ??
      checkApart(certificateProperty, privateKeyProperty) ??
      checkInterval(refreshInterval),
    destination:
      `the vault behind ${storeKind} ${store}, as the properties ${certificateProperty} and ${privateKeyProperty} ` +
      'of the entry that the ExternalSecret names',
    keepsStandby: true,
    manifest: (frame, generation) => {
      refuse(whereabouts(frame), checkTemplates(frame));
      const remoteRef = (property: string): ExternalSecretSpecDataRemoteRef => ({
        key: entry(frame, generation),
        property,
        // Defaults of the CRD, here and below: Argo CD compares items of lists as a whole.
        conversionStrategy: ExternalSecretSpecDataRemoteRefConversionStrategy.DEFAULT,
        decodingStrategy: ExternalSecretSpecDataRemoteRefDecodingStrategy.NONE,
        metadataPolicy: ExternalSecretSpecDataRemoteRefMetadataPolicy.NONE,
      });
      return ExternalSecret.manifest({
        metadata: {
          name: frame.name,
          namespace: frame.namespace,
          labels: present(frame.labels),
          annotations: present(frame.annotations),
        },
        spec: {
          refreshInterval: goDuration(refreshInterval),
          secretStoreRef: { name: store, kind: STORE_KINDS[storeKind] },
          target: {
            name: frame.name,
            creationPolicy: ExternalSecretSpecTargetCreationPolicy.OWNER,
            // If the vault loses its entry, the server must keep running.
            deletionPolicy: ExternalSecretSpecTargetDeletionPolicy.RETAIN,
            template: {
              engineVersion: ExternalSecretSpecTargetTemplateEngineVersion.V2,
              mergePolicy: ExternalSecretSpecTargetTemplateMergePolicy.REPLACE,
              type: frame.type,
              metadata:
                Object.keys({ ...frame.labels, ...frame.annotations }).length > 0
                  ? { labels: present(frame.labels), annotations: present(frame.annotations) }
                  : undefined,
            },
          },
          data: [
            { secretKey: 'tls.crt', remoteRef: remoteRef(certificateProperty) },
            { secretKey: 'tls.key', remoteRef: remoteRef(privateKeyProperty) },
          ],
        },
      }) as Manifest;
    },
  };
}

const STORE_KINDS: { readonly [kind in SecretStoreKind]: ExternalSecretSpecSecretStoreRefKind } = {
  [SecretStoreKind.SECRET_STORE]: ExternalSecretSpecSecretStoreRefKind.SECRET_STORE,
  [SecretStoreKind.CLUSTER_SECRET_STORE]: ExternalSecretSpecSecretStoreRefKind.CLUSTER_SECRET_STORE,
};

/**
 * The operator's own rule:
 * https://github.com/external-secrets/external-secrets/blob/v0.20.4/apis/externalsecrets/v1/externalsecret_types.go
 */
const STORE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function checkStore(store: string, kind: SecretStoreKind): Complaint | undefined {
  if (!(kind in STORE_KINDS)) {
    return { must: 'storeKind must be SecretStore or ClusterSecretStore', got: kind, fix: 'use SecretStoreKind' };
  }
  return STORE_NAME.test(store) && store.length <= 253
    ? undefined
    : {
        must: 'store must be the name of a store: lower case letters, digits, hyphens and dots',
        got: store,
        fix: `see kubectl get ${kind.toLowerCase()}s`,
      };
}

function checkWord(prop: string, text: string | undefined): Complaint | undefined {
  return text === undefined || /^\S(.*\S)?$/.test(text)
    ? undefined
    : {
        must: `${prop} must be a line of text that neither begins nor ends with a space`,
        got: text,
        fix: 'write it as the vault does',
      };
}

function checkApart(certificate: string, privateKey: string): Complaint | undefined {
  return certificate !== privateKey
    ? undefined
    : {
        must: 'certificateProperty and privateKeyProperty must differ',
        got: certificate,
        fix: 'name the two properties of the entry',
      };
}

function checkInterval(interval: Duration): Complaint | undefined {
  return interval.toMilliseconds() >= 1000 && interval.toMilliseconds() % 1000 === 0
    ? undefined
    : {
        must: 'refreshInterval must be a whole number of seconds, at least one',
        got: interval.toHumanString(),
        fix: 'use Duration.hours(1)',
      };
}

/**
 * The operator treats labels and annotations of the Secret as Go templates:
 * https://external-secrets.io/latest/guides/templating/
 */
function checkTemplates({ annotations }: SecretFrame): Complaint | undefined {
  const found = Object.entries(annotations).find(([, text]) => text.includes('{{'));
  return (
    found && {
      must: 'annotations must hold no "{{": the External Secrets Operator would run it as a template',
      got: `${found[0]}: ${found[1]}`,
      fix: 'write it in another way',
    }
  );
}

/** As Go prints durations, without the parts that are zero: `1h`, `1h30m`, `45s`. */
function goDuration(duration: Duration): string {
  const seconds = duration.toSeconds();
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('');
}
