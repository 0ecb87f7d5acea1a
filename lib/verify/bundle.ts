import { X509Certificate } from 'node:crypto';
import { Json, JsonObject } from '../kubernetes/manifest';
import { inspect } from '../pki/inspect';
import { readCertificates } from '../pki/pem';
import { checkDates, checkRoots } from '../pki/certificate-checks';
import { decodeBase64 } from './base64';
import { Finding, fine, fromComplaint, soon, unseen, wrong } from './finding';
import { field, text } from './json';
import { day, days, daysUntil, endsSoon, VerifyMoment } from './moment';

/** Whom kube-apiserver is told to trust. */
export interface Trust {
  /** None where the bundle comes from somebody else, or cannot be read, or nobody verifies. */
  readonly roots: readonly X509Certificate[];
  readonly findings: readonly Finding[];
  /** Whether a certificate would be asked for at all. */
  readonly verifies: boolean;
}

/** https://cert-manager.io/docs/concepts/ca-injector/ and OpenShift's service CA operator. */
const INJECTORS: { readonly [annotation: string]: string } = {
  'cert-manager.io/inject-ca-from': 'cert-manager, from the Certificate',
  'cert-manager.io/inject-ca-from-secret': 'cert-manager, from the Secret',
  'cert-manager.io/inject-apiserver-ca': 'cert-manager',
  'certmanager.k8s.io/inject-ca-from': 'cert-manager, from the Certificate',
  'service.beta.openshift.io/inject-cabundle': "OpenShift's service CA operator",
  'service.alpha.openshift.io/inject-cabundle': "OpenShift's service CA operator",
};

/** `writer` asks for a workload that fills in what is empty here. */
export function trustOf(apiService: JsonObject, writer: () => string | undefined): Trust {
  const caBundle = field(apiService, 'spec', 'caBundle');
  const skips = field(apiService, 'spec', 'insecureSkipTLSVerify') === true;
  if (skips) {
    return { roots: [], verifies: false, findings: [skipped(caBundle)] };
  }
  const [injector, value] =
    Object.keys(INJECTORS)
      .map(annotation => [annotation, text(apiService, 'metadata', 'annotations', annotation)] as const)
      .find(([, found]) => found !== undefined) ?? [];
  if (injector !== undefined) {
    return {
      roots: [],
      verifies: true,
      findings: [
        unseen(
          'bundle',
          `caBundle is written in the cluster by ${INJECTORS[injector]}${value === 'true' ? '' : ` ${value}`}`,
        ),
      ],
    };
  }
  if (caBundle === undefined || caBundle === '') {
    return { roots: [], verifies: true, findings: [empty(writer())] };
  }
  const decoded = decodeBase64('caBundle', typeof caBundle === 'string' ? caBundle : '');
  const roots = 'must' in decoded ? decoded : readCertificates('caBundle', decoded.toString('utf8'));
  return 'must' in roots
    ? {
        roots: [],
        verifies: true,
        findings: [
          fromComplaint(
            'bundle',
            undefined,
            roots,
            "put the base64 of the CA's PEM text there, once encoded: base64 -w0 ca.crt",
          ),
        ],
      }
    : { roots, verifies: true, findings: [] };
}

function skipped(caBundle: Json): Finding {
  return caBundle
    ? wrong(
        'verification',
        'insecureSkipTLSVerify and caBundle must not both be set: kube-apiserver refuses such an APIService',
        'remove insecureSkipTLSVerify',
      )
    : wrong(
        'verification',
        "insecureSkipTLSVerify must not be true: whoever answers at the Service's address reads and forges every request",
        "set caBundle to the CA of the server's certificate, and remove insecureSkipTLSVerify",
      );
}

/**
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/v1/types.go: "the system trust
 * roots on the apiserver are used"
 */
function empty(writer: string | undefined): Finding {
  return writer !== undefined
    ? unseen('bundle', `caBundle is empty here: ${writer} may write it in the cluster`)
    : wrong(
        'bundle',
        "caBundle must hold the CA of the server's certificate, got nothing: kube-apiserver then trusts the public CAs of its own image alone",
        'set caBundle, or the annotation of whoever writes it (cert-manager.io/inject-ca-from, service.beta.openshift.io/inject-cabundle)',
      );
}

/** `leaf` where the serving certificate is known: it may stand in the bundle itself. */
export function checkBundle(
  roots: readonly X509Certificate[],
  moment: VerifyMoment,
  leaf: X509Certificate | undefined,
): Finding[] {
  if (roots.length === 0) {
    return [];
  }
  const complaint = checkRoots(roots, moment.now, leaf);
  if (complaint) {
    return [fromComplaint('bundle', 'caBundle', complaint, BUNDLE_FIX)];
  }
  const alive = roots.filter(root => !checkDates('ca', inspect(root), moment.now));
  const end = new Date(Math.max(...alive.map(root => inspect(root).notAfter.getTime())));
  const dead = roots.length - alive.length;
  const what = `caBundle holds ${roots.length === 1 ? 'one CA; it' : `${roots.length} CAs${dead > 0 ? `, ${dead} of them not valid now` : ''}; the last`} ends on ${day(end)}`;
  return [
    endsSoon(end, moment)
      ? soon(
          'bundle',
          `${what}, in ${days(daysUntil(end, moment))}`,
          'issue a new CA and certificate; let caBundle hold both CAs while they change',
        )
      : fine('bundle', what),
  ];
}

const BUNDLE_FIX =
  "put the certificate of the CA that issued the server's certificate there, and one that is valid and strong";
