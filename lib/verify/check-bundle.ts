import { X509Certificate } from 'node:crypto';
import { Json, JsonObject } from '../kubernetes/manifest';
import { inspect } from '../pki/inspect';
import { readCertificates } from '../pki/pem';
import { checkDates, checkRoots } from '../pki/certificate-checks';
import { decodeBase64 } from './base64';
import { Finding, fine, fromComplaint, soon, unseen, wrong } from './finding';
import { describe, InputObject } from './input';
import { field } from './json';
import { day, days, daysUntil, expiresSoon, VerifyMoment } from './check-certificate';

/** The CAs that kube-apiserver trusts for one APIService. */
export interface Trust {
  /** Empty if a controller writes the bundle, if it is unreadable, or if nobody verifies. */
  readonly roots: readonly X509Certificate[];
  readonly findings: readonly Finding[];
  /** False with `insecureSkipTLSVerify`. */
  readonly verifies: boolean;
}

/** `injector` is what a controller does to caBundle; `writer` looks for a workload that may write an empty one. */
export function trustOf(
  apiService: JsonObject,
  injector: Finding | undefined,
  writer: () => InputObject | undefined,
): Trust {
  const caBundle = field(apiService, 'spec', 'caBundle');
  const skips = field(apiService, 'spec', 'insecureSkipTLSVerify') === true;
  if (skips) {
    return { roots: [], verifies: false, findings: [skipped(caBundle)] };
  }
  if (injector) {
    return { roots: [], verifies: true, findings: [injector] };
  }
  if (caBundle === undefined || caBundle === '') {
    return { roots: [], verifies: true, findings: [empty(writer())] };
  }
  if (typeof caBundle !== 'string') {
    return { roots: [], verifies: true, findings: [] }; // `checkRegistration` reports it.
  }
  const decoded = decodeBase64('caBundle', caBundle);
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
            "put the CA's PEM text there, base64-encoded once: base64 -w0 ca.crt",
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
        "insecureSkipTLSVerify must not be true: anyone who can answer at the Service's address can read " +
          'and forge every request',
        "set caBundle to the CA of the server's certificate, and remove insecureSkipTLSVerify",
      );
}

/**
 * https://github.com/kubernetes/kube-aggregator/blob/v0.34.2/pkg/apis/apiregistration/v1/types.go: "the system trust
 * roots on the apiserver are used"
 */
function empty(writer: InputObject | undefined): Finding {
  return writer !== undefined
    ? unseen('bundle', `caBundle is empty here: ${describe(writer)} may write it in the cluster`)
    : wrong(
        'bundle',
        "caBundle must hold the CA of the server's certificate, got nothing: kube-apiserver then trusts " +
          'only the public CAs of its own image',
        'set caBundle, or let a controller write it (cert-manager.io/inject-ca-from, ' +
          'service.beta.openshift.io/inject-cabundle)',
      );
}

/** `leaf` is the serving certificate, if it is known: the bundle may hold the certificate itself. */
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
  const what =
    'caBundle holds ' +
    `${
      roots.length === 1
        ? 'one CA; it'
        : `${roots.length} ` + `CAs${dead > 0 ? `, ${dead} of them not valid now` : ''}; the last`
    } ` +
    `expires on ${day(end)}`;
  return [
    expiresSoon(end, moment)
      ? soon(
          'bundle',
          `${what}, in ${days(daysUntil(end, moment))}`,
          'issue a new CA and certificate; keep both CAs in caBundle until the new certificate serves',
        )
      : fine('bundle', what),
  ];
}

const BUNDLE_FIX = "put a valid, strong certificate of the CA that issued the server's certificate there";
