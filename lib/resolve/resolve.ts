import { IConstruct } from 'constructs';
import { Backend } from '../backend/backend';
import { refuse } from '../errors';
import { clusterScopedStem, serviceDnsName } from '../kubernetes/names';
import { apiServiceName } from '../objects/api-service';
import { ExtensionApiServerProps } from '../props/extension-api-server-props';
import { Server } from '../model/server';
import { NO_PARTS } from '../storage/storage-strategy';
import { Tls } from '../tls/tls';
import { resolveApis } from './apis';
import { resolveBackend, runsPods } from './backend';
import { resolvePodDisruptionBudget } from './pod-disruption-budget';
import { resolveMonitoring } from './monitoring';
import { resolveNamespace } from './namespace';
import { resolveNetworkPolicy } from './network-policy';
import { resolveAccess, resolveAccount } from './rbac';
import { RESTRICTED_CONTAINER } from './security';
import { checkTargetPorts, resolveService } from './service';
import { resolveSubject } from './subject';

export interface Resolved {
  readonly server: Server;
  /**
   * Called before the first object is rendered, once the whole app is valid, with the file of the Secret with the
   * serving certificate.
   */
  readonly beforeRender: (secretFile: string | undefined) => void;
}

/**
 * Turns props, where nearly every field is optional, into a Server, where none is. The default of a prop is decided in
 * this folder, with its reason; a strategy decides its own defaults in its own file.
 */
export function resolve(scope: IConstruct, id: string, props: ExtensionApiServerProps): Resolved {
  const subject = resolveSubject(scope, id, props);
  const { path, name, namespace, labels, annotations, defaults } = subject;

  const choice = (props.backend ?? Backend.deployment())._strategy.choose(path);
  const securityContext = defaults.restricted ? RESTRICTED_CONTAINER : undefined;
  const storage = props.storage?._strategy.parts({ ...subject, scope, securityContext }) ?? NO_PARTS;
  const apis = resolveApis(path, props.apis);
  const {
    certificate,
    secret,
    beforeRender: publishCertificate,
  } = (props.tls ?? Tls.generated())._strategy.certify({
    scope,
    path,
    namespace,
    name,
    labels,
    annotations,
    annotated: defaults.labels,
    dnsName: serviceDnsName(name, namespace),
    apiServices: apis.map(apiServiceName),
    hasPods: runsPods(choice),
  });
  const service = resolveService(subject, props, choice, certificate);
  const backend = resolveBackend(subject, props, choice, storage, certificate);
  refuse(path, checkTargetPorts(service, backend));

  const server: Server = {
    name,
    namespace,
    labels,
    annotations,
    apis,
    service,
    certificate,
    backend,
    namespaceObject: resolveNamespace(subject, props, choice),
    stem: clusterScopedStem(name, namespace),
    account: resolveAccount(subject, props, choice),
    access: resolveAccess(path, props, certificate),
    secret,
    storageSecret: storage.secret,
    podDisruptionBudget: resolvePodDisruptionBudget(subject, props, backend),
    networkPolicy: resolveNetworkPolicy(subject, props, backend, service, certificate),
    monitoring: resolveMonitoring(subject, props, certificate),
    syncWaves: props.metadata?.syncWaves ?? false,
  };
  const beforeRender = (secretFile: string | undefined): void => {
    publishCertificate(secretFile);
    storage.beforeRender();
  };
  return { server, beforeRender };
}
