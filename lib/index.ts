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
export { ExternalSecretDeliveryOptions, SecretStoreKind } from './delivery/external-secret-options';
export { SealedSecretDeliveryOptions, SealedSecretScope } from './delivery/sealed-secret-options';
export { SopsDeliveryOptions } from './delivery/sops-options';
export { ExtensionApiServer } from './extension-api-server';
export { ArgoCdApplication } from './gitops/argo-cd-application';
export { ArgoCdApplicationProps } from './gitops/argo-cd-application-props';
export { InjectedField } from './objects/injected-field';
export { Profile } from './profile';
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
} from './props/serving-files';
export { EtcdClientPem, EtcdSidecarOptions, EtcdTls, ExternalEtcdOptions, Storage } from './storage/storage';
export {
  CertManagerIssuer,
  CertManagerIssuerOptions,
  ExternalCertManagerIssuerOptions,
} from './tls/cert-manager-issuer';
export { KeyAlgorithm } from './tls/key-algorithm';
export { CertManagerTlsOptions } from './tls/options/cert-manager';
export { GeneratedTlsOptions } from './tls/options/generated';
export { ProvidedFilesTlsOptions, ProvidedSecretTlsOptions, ProvidedTlsOptions } from './tls/options/provided';
export { PkiForTestsOnly } from './tls/pki-for-tests-only';
export { SelfManagedTlsOptions } from './tls/options/self-managed';
export { Tls } from './tls/tls';
