import { Json } from '../kubernetes/manifest';
import { HTTPS_PORT } from '../kubernetes/ports';
import { Finding, fromComplaint, unseen, wrong } from './finding';
import { Input, InputObject, namespaceOf } from './input';
import { field, items, number, text } from './json';

/** `spec.service` of an APIService. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
}

/** A Service and its port for kube-apiserver, if it leads to pods. */
export interface Route {
  readonly place: string;
  readonly service: InputObject;
  /** The entry in `spec.ports`. */
  readonly entry: Json;
}

/** `undefined` if `spec.service` is incomplete. */
export function targetOf({ object }: InputObject): Target | undefined {
  const service = field(object, 'spec', 'service');
  const [namespace, name] = [text(service, 'namespace'), text(service, 'name')];
  return namespace === undefined || name === undefined
    ? undefined
    : { namespace, name, port: number(service, 'port') ?? HTTPS_PORT };
}

/**
 * Follows an APIService to its Service, as kube-apiserver does.
 * https://github.com/kubernetes/apiserver/blob/v0.34.2/pkg/util/proxy/proxy.go
 */
export function checkService(
  input: Input,
  target: Target,
  source: string,
): { readonly route: Route | undefined; readonly findings: readonly Finding[] } {
  const { namespace, name, port } = target;
  const place = `Service ${namespace}/${name}`;
  const service = input.find({ kind: 'Service', namespace, name, source });
  const none = (...findings: readonly Finding[]) => ({ route: undefined, findings });
  if (!service) {
    return none(missing(input, target));
  }
  if (field(service.object, 'spec', 'type') === 'ExternalName') {
    return none(checkExternalName(place, target, text(service.object, 'spec', 'externalName')));
  }
  const entries = items(field(service.object, 'spec', 'ports'));
  const matching = entries.filter(candidate => number(candidate, 'port') === port);
  const entry = matching.find(candidate => protocolOf(candidate) === 'TCP') ?? matching[0];
  if (entry === undefined) {
    return none(
      fromComplaint('service', undefined, {
        must: `${place} must have port ${port}, to which kube-apiserver connects`,
        got: entries.map(candidate => number(candidate, 'port')).join(', ') || undefined,
        fix: 'set spec.service.port of the APIService, or the port of the Service',
      }),
    );
  }
  return { route: { place, service, entry }, findings: checkReach(place, service, entry, entries) };
}

export const protocolOf = (entry: Json): string => text(entry, 'protocol') ?? 'TCP';

function missing(input: Input, { namespace, name }: Target): Finding {
  const [namesake] = input.named('Service', name);
  return fromComplaint('service', undefined, {
    must: `Service ${namespace}/${name} must exist`,
    got: namesake ? `one in the namespace ${namespaceOf(namesake)}` : 'none in these manifests',
    fix: namesake
      ? 'make spec.service of the APIService and the namespace of the Service agree'
      : "correct spec.service of the APIService, or verify the Service's manifest together with it",
  });
}

/** A Service that leads to its own name is for another cluster, whose API server runs as a pod of this one. */
function checkExternalName(place: string, { namespace, name }: Target, externalName: string | undefined): Finding {
  const host = (externalName ?? '').replace(/\.$/, '');
  const [service = '', owner = namespace] = host.split('.');
  const isInCluster = /\.svc(\.|$)|\.cluster\.local$/.test(host) || /^[^.]*$/.test(host);
  return isInCluster && !(service === name && owner === namespace)
    ? wrong(
        'service',
        `${place} must not lead to a name of the cluster's DNS, which kube-apiserver does not use, got "${host}"`,
        'use a Service with a selector, in the namespace of the pods',
      )
    : unseen(
        'service',
        `${place} leads out of the cluster, to ${host || 'nowhere'}: its certificate is not visible here`,
      );
}

function checkReach(place: string, { object }: InputObject, entry: Json, entries: readonly Json[]): Finding[] {
  const protocol = protocolOf(entry);
  const unnamed = entries.length > 1 && entries.some(candidate => text(candidate, 'name') === undefined);
  return [
    ...(protocol === 'TCP'
      ? []
      : [
          wrong(
            'service',
            `${place}, port ${number(entry, 'port')}, must use TCP, got ${protocol}`,
            'remove protocol, or write TCP',
          ),
        ]),
    ...(unnamed
      ? [wrong('service', `${place} has several ports, so each must have a name`, 'name every entry of spec.ports')]
      : []),
    ...(field(object, 'spec', 'clusterIP') === 'None'
      ? [
          wrong(
            'service',
            `${place} must have a cluster IP, got "None": kube-apiserver connects to a headless Service only with ` +
              '--enable-aggregator-routing',
            'remove clusterIP: None, or add a second Service with a cluster IP',
          ),
        ]
      : []),
    ...(field(object, 'spec', 'internalTrafficPolicy') === 'Local'
      ? [
          wrong(
            'service',
            `${place} must not have internalTrafficPolicy: Local: kube-apiserver reaches only pods on its own node`,
            'remove internalTrafficPolicy',
          ),
        ]
      : []),
  ];
}
