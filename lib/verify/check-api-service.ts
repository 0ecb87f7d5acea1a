import { X509Certificate } from 'node:crypto';
import { serviceDnsName } from '../kubernetes/names';
import { ANY_USAGE, CLIENT_AUTH, inspect, SERVER_AUTH } from '../pki/inspect';
import { checkBundle, Trust, trustOf } from './bundle';
import { Finding, fine, fromComplaint, isActionable, unseen } from './finding';
import { Given, kindOf, objectName } from './given';
import { text } from './json';
import { Checked, checkPair, VerifyMoment } from './pair';
import { pairOf, requestedNames } from './check-secret';
import { behind, describe, Target, targetOf } from './check-service';
import { Candidate, mountedServingFiles } from './mounted-serving-files';
import { writerOf } from './writer';

/** The findings of one APIService. */
export interface Report {
  readonly apiService: string;
  readonly source: string;
  /** `namespace/name:port`: the Service to which kube-apiserver sends requests. */
  readonly target: string;
  readonly findings: readonly Finding[];
}

export function isApiService(candidate: Given): boolean {
  return (
    kindOf(candidate) === 'APIService' &&
    (text(candidate.object, 'apiVersion') ?? '').startsWith('apiregistration.k8s.io/')
  );
}

/** Checks for every APIService whether kube-apiserver can reach the server and will accept its certificate. */
export function verify(given: readonly Given[], moment: VerifyMoment): Report[] {
  return given.filter(isApiService).flatMap(apiService => {
    const target = targetOf(apiService);
    return target
      ? [
          {
            apiService: objectName(apiService),
            source: apiService.source,
            target: `${target.namespace}/${target.name}:${target.port}`,
            findings: findingsOf(given, apiService, target, moment),
          },
        ]
      : []; // kube-apiserver serves this group itself.
  });
}

function findingsOf(given: readonly Given[], apiService: Given, target: Target, moment: VerifyMoment): Finding[] {
  const trust = trustOf(apiService.object, () => {
    const writer = writerOf(given, objectName(apiService), target.namespace);
    return writer && describe(writer);
  });
  const { service, workloads, findings } = behind(given, target, apiService.source);
  const checked = trust.verifies
    ? workloads.map(workload => checkWorkload({ given, service, target, trust, moment }, workload))
    : [];
  return [
    ...trust.findings,
    ...checkBundle(trust.roots, moment, checked.find(({ leaf }) => leaf)?.leaf),
    ...findings,
    ...checked.flatMap(one => one.findings),
  ];
}

interface Subject {
  readonly given: readonly Given[];
  readonly service: Given | undefined;
  readonly target: Target;
  readonly trust: Trust;
  readonly moment: VerifyMoment;
}

function checkWorkload(subject: Subject, workload: Given): Checked {
  const { candidates, elsewhere } = mountedServingFiles(workload);
  if (elsewhere !== undefined) {
    return nothing(
      unseen(
        'secret',
        `${describe(workload)} serves from ${elsewhere}, which no Secret provides: the certificate is not visible here`,
      ),
    );
  }
  // Without a flag, a client certificate is one that the server presents to other servers.
  const answers = candidates
    .map(candidate => ({ candidate, checked: checkCandidate(subject, candidate, workload.source) }))
    .filter(
      ({ candidate, checked: { leaf } }) => candidate.certificateKey !== undefined || !leaf || !isForClientsAlone(leaf),
    )
    .map(({ checked }) => checked);
  if (answers.length === 0) {
    return nothing(
      subject.trust.roots.length > 0
        ? unseen(
            'secret',
            `${describe(workload)} mounts no Secret with a serving certificate, so it cannot be compared ` +
              'with caBundle here',
          )
        : unseen(
            'secret',
            `${describe(workload)} mounts no Secret with a serving certificate: it creates the ` +
              'certificate itself, or gets it elsewhere',
          ),
    );
  }
  // If no flag names one of several Secrets, the one without a fault is taken to be the one that serves.
  const seen = answers.filter(({ leaf }) => leaf);
  return seen.find(({ findings }) => !findings.some(isActionable)) ?? seen[0] ?? allUnseen(answers);
}

function isForClientsAlone(leaf: X509Certificate): boolean {
  const { extendedKeyUsage: usage } = inspect(leaf);
  return (
    usage !== undefined && usage.includes(CLIENT_AUTH) && ![SERVER_AUTH, ANY_USAGE].some(one => usage.includes(one))
  );
}

const nothing = (finding: Finding): Checked => ({ leaf: undefined, findings: [finding] });

function allUnseen(answers: readonly Checked[]): Checked {
  const broken = answers.find(({ findings }) => findings.some(isActionable));
  return broken ?? { leaf: undefined, findings: answers.flatMap(({ findings }) => findings) };
}

function checkCandidate({ given, target, trust, moment }: Subject, candidate: Candidate, source: string): Checked {
  const { namespace } = target;
  const dnsName = serviceDnsName(target.name, namespace);
  const pair = pairOf(given, candidate, { namespace, source });
  if ('certificate' in pair) {
    return checkPair(pair, trust.roots, dnsName, moment);
  }
  const requested = requestedNames(given, candidate.secret, namespace);
  return {
    leaf: undefined,
    findings: [pair, ...(requested ? [checkRequested(candidate.secret, requested, dnsName)] : [])],
  };
}

/** cert-manager issues exactly the names that its Certificate requests. */
function checkRequested(secret: string, requested: readonly string[], dnsName: string): Finding {
  const parent = dnsName.slice(dnsName.indexOf('.'));
  return requested.some(name => name === dnsName || name === `*${parent}`)
    ? fine('name', `the Certificate of Secret ${secret} requests ${dnsName}`)
    : fromComplaint('name', undefined, {
        must: `the Certificate of Secret ${secret} must request ${dnsName}, the name that kube-apiserver checks`,
        got: requested.join(', ') || undefined,
        fix: `add ${dnsName} to spec.dnsNames`,
      });
}
