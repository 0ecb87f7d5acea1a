export { AggregationLayer } from './aggregation-layer/aggregation-layer';
export { AggregationLayerProps } from './aggregation-layer/aggregation-layer-props';
export {
  FixtureFrontProxyOptions,
  FrontProxy,
  GeneratedFrontProxyOptions,
  OnHostFrontProxyOptions,
  ProvidedFrontProxyOptions,
} from './aggregation-layer/front-proxy';
export { HostFile } from './aggregation-layer/host-file';
export { KindOptions } from './aggregation-layer/kind';
export { KubeadmApiVersion, KubeadmOptions } from './aggregation-layer/kubeadm';
export { Backend, DeploymentOptions, OutsideOptions, StatefulSetOptions } from './backend/backend';
export { Delivery, PlainDeliveryOptions } from './delivery/delivery';
export { ExternalSecretDeliveryOptions, SecretStoreKind } from './delivery/external-secret/external-secret-options';
export { SealedSecretDeliveryOptions, SealedSecretScope } from './delivery/sealed-secret/sealed-secret-options';
export { SopsDeliveryOptions } from './delivery/sops/sops-options';
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
export { DisruptionBudgetOptions, NetworkPolicyOptions, ServiceOptions } from './props/network';
export { PodOptions } from './props/pod';
export { RbacOptions } from './props/rbac';
export {
  ServingFiles,
  ServingFilesEnvironmentOptions,
  ServingFilesFlagsOptions,
  ServingFilesPathOptions,
} from './serving-files/serving-files';
export { EtcdClientPem, EtcdSidecarOptions, EtcdTls, ExternalEtcdOptions, Storage } from './storage/storage';
export {
  CertManagerIssuer,
  CertManagerIssuerOptions,
  ExternalCertManagerIssuerOptions,
} from './tls/cert-manager/cert-manager-issuer';
export { KeyAlgorithm } from './tls/key-algorithm';
export { CertManagerTlsOptions } from './tls/cert-manager/cert-manager-tls-options';
export { GeneratedTlsOptions } from './tls/generated/generated-tls-options';
export {
  ProvidedFilesTlsOptions,
  ProvidedSecretTlsOptions,
  ProvidedTlsOptions,
} from './tls/supplied/supplied-tls-options';
export { PkiForTestsOnly } from './tls/pki-for-tests-only';
export { SelfManagedTlsOptions } from './tls/self-managed/self-managed-tls-options';
export { Tls } from './tls/tls';
