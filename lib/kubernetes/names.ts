import { BlockList, isIP } from 'node:net';
import { Complaint } from '../errors';
import { KUBELET_PORT } from './ports';

/**
 * RFC 1123 label: namespaces, and each part of a subdomain.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** RFC 1035 label: as above, but a letter first. Services demand it, and one name serves all objects of a server. */
const SERVICE_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
/** https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
const LONGEST_LABEL = 63;
const LONGEST_SUBDOMAIN = 253;

export function isSubdomain(text: string): boolean {
  return (
    typeof text === 'string' &&
    text.length <= LONGEST_SUBDOMAIN &&
    text.split('.').every(part => part.length <= LONGEST_LABEL && LABEL.test(part))
  );
}

/** The name that kube-apiserver asks for in the TLS handshake, whatever address it dials. */
export function serviceDnsName(service: string, namespace: string): string {
  return `${service}.${namespace}.svc`;
}

/**
 * Stem of cluster-scoped names: a namespace holds a name once, and neither part can contain a dot, so it is unique in
 * the cluster.
 */
export function clusterScopedStem(name: string, namespace: string): string {
  return `${name}.${namespace}`;
}

export function checkNamespace(namespace: string, what = 'namespace'): Complaint | undefined {
  return checkLabel(what, namespace, LABEL, 'of lower-case letters, digits and "-"', 'use a name such as "metrics"');
}

/** `what` says where the name came from: a user who gave no name did not choose the construct id with DNS in mind. */
export function checkServerName(name: string, what: string): Complaint | undefined {
  return checkLabel(
    what,
    name,
    SERVICE_LABEL,
    'of lower-case letters, digits and "-", a letter first, because a Service bears it',
    `set the prop name${suggestion(name)}`,
  );
}

function checkLabel(
  what: string,
  value: string,
  pattern: RegExp,
  described: string,
  fix: string,
): Complaint | undefined {
  if (value?.length > LONGEST_LABEL) {
    return {
      must: `${what} must have at most ${LONGEST_LABEL} characters to fit in a DNS name`,
      got: value,
      fix: `shorten it by ${value.length - LONGEST_LABEL}`,
    };
  }
  return typeof value === 'string' && pattern.test(value)
    ? undefined
    : { must: `${what} must be a DNS label ${described}`, got: value, fix };
}

function suggestion(name: string): string {
  const label = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, LONGEST_LABEL);
  return SERVICE_LABEL.test(label) ? `, for example to "${label}"` : '';
}

const DOMAIN =
  /(?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+(?=:\d)|[a-zA-Z0-9-]*[A-Z][a-zA-Z0-9-]*(?=\/)|\[[0-9a-fA-F:]+\])(?::\d+)?/;
const PATH = /[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*/;
const TAG = /\w[\w.-]{0,127}/;
const DIGEST = /[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}/;
/** The kubelet refuses what this does not match: https://github.com/distribution/reference/blob/v0.6.0/reference.go */
const IMAGE = new RegExp(
  `^(?:${DOMAIN.source}/)?${PATH.source}(?:/${PATH.source})*(?::${TAG.source})?(?:@${DIGEST.source})?$`,
);

/** A repository, a tag and a digest; the expression takes long to say that a text of any length is none of them. */
const LONGEST_IMAGE = 512;

export function checkImage(image: string | undefined): Complaint | undefined {
  const fix = 'use a reference such as "registry.example.com/wardle:1.0.0"';
  if (typeof image !== 'string' || image.length > LONGEST_IMAGE) {
    return { must: 'image must be a container image reference', got: image, fix };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(image)) {
    return {
      must: 'image must be a reference without a scheme',
      got: image,
      fix: `drop "${image.slice(0, image.indexOf('/') + 2)}"`,
    };
  }
  if (IMAGE.test(image)) {
    return undefined;
  }
  return IMAGE.test(image.toLowerCase())
    ? { must: 'image must be a container image reference, whose path is in lower case', got: image, fix }
    : { must: 'image must be a container image reference', got: image, fix };
}

export function checkPort(what: string, port: number): Complaint | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? undefined
    : {
        must: `${what} must be a whole number from 1 to 65535`,
        got: port,
        fix: `use ${KUBELET_PORT} unless the server needs another`,
      };
}

const NOT_REACHABLE = new BlockList();
NOT_REACHABLE.addAddress('0.0.0.0');
NOT_REACHABLE.addSubnet('127.0.0.0', 8);
NOT_REACHABLE.addSubnet('169.254.0.0', 16);
NOT_REACHABLE.addSubnet('224.0.0.0', 4);
NOT_REACHABLE.addSubnet('::', 127, 'ipv6');
NOT_REACHABLE.addSubnet('fe80::', 10, 'ipv6');
NOT_REACHABLE.addSubnet('ff00::', 8, 'ipv6');

/**
 * What an EndpointSlice may hold:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.2/pkg/apis/core/validation/validation.go#L8009
 */
export function checkEndpointAddress(address: string): Complaint | undefined {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) {
    return { must: 'address must be an IP address', got: address, fix: 'use Backend.externalName() for a DNS name' };
  }
  return NOT_REACHABLE.check(address, family === 4 ? 'ipv4' : 'ipv6')
    ? {
        must: 'address must be reachable from the control plane, not loopback, link-local or multicast',
        got: address,
        fix: 'use the address of the network that both share',
      }
    : checkNotMapped(address);
}

/** https://github.com/kubernetes/apimachinery/blob/v0.34.2/pkg/util/validation/ip.go */
function checkNotMapped(address: string): Complaint | undefined {
  return canonicalAddress(address).startsWith('::ffff:')
    ? { must: 'address must not be an IPv4 address written as IPv6', got: address, fix: 'write it as IPv4' }
    : undefined;
}

/** As an EndpointSlice must hold it: https://www.rfc-editor.org/rfc/rfc5952#section-4 */
export function canonicalAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`https://[${address}]`).hostname.slice(1, -1) : address;
}
