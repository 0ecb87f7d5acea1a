import { X509Certificate } from 'node:crypto';
import { serviceDnsName } from '../kubernetes/names';
import { ANY_USAGE, CLIENT_AUTH, inspect, SERVER_AUTH } from '../pki/inspect';
import { checkBundle, Trust, trustOf } from './bundle';
import { Finding, fine, fromComplaint, isActionable, unseen } from './finding';
import { Given, kindOf, objectName } from './given';
import { text } from './json';
import { VerifyMoment } from './moment';
import { Judged, judgePair } from './pair';
import { pairOf, requestedNames } from './check-secret';
import { behind, describe, Target, targetOf } from './check-service';
import { Candidate, mountedServingFiles } from './mounted-serving-files';
import { writerOf } from './writer';

/** What was found about one APIService. */
export interface Report {
  readonly apiService: string;
  readonly source: string;
  /** `namespace/name:port`, to which kube-apiserver sends requests. */
  readonly target: string;
  readonly findings: readonly Finding[];
}

export function isApiService(candidate: Given): boolean {
  return (
    kindOf(candidate) === 'APIService' &&
    (text(candidate.object, 'apiVersion') ?? '').startsWith('apiregistration.k8s.io/')
  );
}

/**
 * Every APIService among some manifests: whether kube-apiserver will reach the server and believe its certificate.
 * Up to Kubernetes 1.35 `Available=True` does not show the second. Pure: manifests in, findings out.
 */
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
      : []; // kube-apiserver itself serves it.
  });
}

function findingsOf(given: readonly Given[], apiService: Given, target: Target, moment: VerifyMoment): Finding[] {
  const trust = trustOf(apiService.object, () => {
    const writer = writerOf(given, objectName(apiService), target.namespace);
    return writer && describe(writer);
  });
  const { service, workloads, findings } = behind(given, target, apiService.source);
  const judged = trust.verifies
    ? workloads.map(workload => judgeWorkload({ given, service, target, trust, moment }, workload))
    : [];
  return [
    ...trust.findings,
    ...checkBundle(trust.roots, moment, judged.find(({ leaf }) => leaf)?.leaf),
    ...findings,
    ...judged.flatMap(one => one.findings),
  ];
}

interface Question {
  readonly given: readonly Given[];
  readonly service: Given | undefined;
  readonly target: Target;
  readonly trust: Trust;
  readonly moment: VerifyMoment;
}

function judgeWorkload(question: Question, workload: Given): Judged {
  const { candidates, elsewhere } = mountedServingFiles(workload);
  if (elsewhere !== undefined) {
    return nothing(
      unseen('secret', `${describe(workload)} serves from ${elsewhere}, which no Secret provides: it cannot be seen`),
    );
  }
  // Where no flag names it, a certificate for clients alone is one that the server presents to others.
  const answers = candidates
    .map(candidate => ({ candidate, judged: judgeCandidate(question, candidate, workload.source) }))
    .filter(
      ({ candidate, judged: { leaf } }) => candidate.certificateKey !== undefined || !leaf || !isForClientsAlone(leaf),
    )
    .map(({ judged }) => judged);
  if (answers.length === 0) {
    return nothing(
      question.trust.roots.length > 0
        ? unseen(
            'secret',
            `${describe(workload)} mounts no Secret to serve from: where it has a certificate from that caBundle vouches for cannot be seen`,
          )
        : unseen(
            'secret',
            `${describe(workload)} mounts no Secret to serve from: it makes its own certificate, or gets it elsewhere`,
          ),
    );
  }
  // Of several Secrets without a flag that names one, the one that fits is the one that serves.
  const seen = answers.filter(({ leaf }) => leaf);
  return seen.find(({ findings }) => !findings.some(isActionable)) ?? seen[0] ?? allUnseen(answers);
}

function isForClientsAlone(leaf: X509Certificate): boolean {
  const { extendedKeyUsage: usage } = inspect(leaf);
  return (
    usage !== undefined && usage.includes(CLIENT_AUTH) && ![SERVER_AUTH, ANY_USAGE].some(one => usage.includes(one))
  );
}

const nothing = (finding: Finding): Judged => ({ leaf: undefined, findings: [finding] });

function allUnseen(answers: readonly Judged[]): Judged {
  const broken = answers.find(({ findings }) => findings.some(isActionable));
  return broken ?? { leaf: undefined, findings: answers.flatMap(({ findings }) => findings) };
}

function judgeCandidate({ given, target, trust, moment }: Question, candidate: Candidate, source: string): Judged {
  const { namespace } = target;
  const dnsName = serviceDnsName(target.name, namespace);
  const pair = pairOf(given, candidate, { namespace, source });
  if ('certificate' in pair) {
    return judgePair(pair, trust.roots, dnsName, moment);
  }
  const requested = requestedNames(given, candidate.secret, namespace);
  return {
    leaf: undefined,
    findings: [pair, ...(requested ? [checkRequested(candidate.secret, requested, dnsName)] : [])],
  };
}

/** What cert-manager is asked for is what it will issue. */
function checkRequested(secret: string, requested: readonly string[], dnsName: string): Finding {
  const parent = dnsName.slice(dnsName.indexOf('.'));
  return requested.some(name => name === dnsName || name === `*${parent}`)
    ? fine('name', `the Certificate of Secret ${secret} asks for ${dnsName}`)
    : fromComplaint('name', undefined, {
        must: `the Certificate of Secret ${secret} must ask for ${dnsName}, the name that kube-apiserver checks`,
        got: requested.join(', ') || undefined,
        fix: `add ${dnsName} to spec.dnsNames`,
      });
}
