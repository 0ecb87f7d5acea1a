export { AggregationLayer } from './aggregation-layer/aggregation-layer';
export { AggregationLayerProps } from './aggregation-layer/aggregation-layer-props';
export {
  FrontProxy,
  FrontProxyFixtureForTestsOnlyOptions,
  FrontProxyFromHostOptions,
  FrontProxyFromPemOptions,
  FrontProxyGeneratedOptions,
} from './aggregation-layer/front-proxy';
export { HostFile } from './aggregation-layer/host-file';
export { KindOptions } from './aggregation-layer/kind';
export { KubeadmApiVersion, KubeadmOptions } from './aggregation-layer/kubeadm';
export { BackendAddressesOptions } from './backend/addresses';
export { Backend } from './backend/backend';
export { BackendDeploymentOptions } from './backend/deployment';
export { BackendExternalNameOptions } from './backend/external-name';
export { BackendStatefulSetOptions } from './backend/stateful-set';
export { Delivery } from './delivery/delivery';
export {
  DeliveryExternalSecretOptions,
  SecretStoreKind,
} from './delivery/external-secret/delivery-external-secret-options';
export {
  DeliverySealedSecretOptions,
  SealedSecretScope,
} from './delivery/sealed-secret/delivery-sealed-secret-options';
export { DeliveryPlainOptions } from './delivery/plain';
export { DeliverySopsOptions } from './delivery/sops/delivery-sops-options';
export { ExtensionApiServer } from './extension-api-server';
export { ArgoCdApplication } from './gitops/argo-cd-application';
export { ArgoCdApplicationProps } from './gitops/argo-cd-application-props';
export { InjectedField } from './objects/injected-field';
export { Profile } from './model/profile';
export { Api } from './props/api';
export { ContainerOptions } from './props/container';
export { ExtensionApiServerProps } from './props/extension-api-server-props';
export { MetadataOptions, NamespaceOptions } from './props/metadata';
export { MonitoringOptions } from './props/monitoring';
export { PodDisruptionBudgetOptions, NetworkPolicyOptions, ServiceOptions } from './props/network';
export { PodOptions } from './props/pod';
export { ProbesOptions } from './props/probes';
export { RbacOptions } from './props/rbac';
export { SecureServing } from './secure-serving/secure-serving';
export { SecureServingEnvironmentOptions } from './secure-serving/serving-environment';
export { SecureServingFlagsOptions } from './secure-serving/serving-flags';
export { SecureServingPathOptions } from './secure-serving/serving-path';
export { StorageEtcdSidecarOptions } from './storage/etcd-sidecar';
export { EtcdTls, EtcdTlsFromPemOptions } from './storage/etcd-tls';
export { StorageExternalEtcdOptions } from './storage/external-etcd';
export { Storage } from './storage/storage';
export {
  CertManagerIssuer,
  CertManagerIssuerOptions,
  CertManagerIssuerFromExternalOptions,
} from './tls/cert-manager/cert-manager-issuer';
export { KeyAlgorithm } from './tls/key-algorithm';
export { TlsCertManagerOptions } from './tls/cert-manager/tls-cert-manager-options';
export { TlsGeneratedOptions } from './tls/generated/tls-generated-options';
export { TlsFromFilesOptions, TlsFromSecretOptions, TlsFromPemOptions } from './tls/supplied/supplied-tls-options';
export { PkiForTestsOnly } from './tls/pki-for-tests-only';
export { TlsSelfManagedOptions } from './tls/self-managed/tls-self-managed-options';
export { PodCertificateKeyType, TlsPodCertificateOptions } from './tls/pod-certificate/tls-pod-certificate-options';
export { Tls } from './tls/tls';
