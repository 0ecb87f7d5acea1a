import { X509Certificate } from 'node:crypto';
import { serviceDnsName } from '../kubernetes/names';
import { ANY_USAGE, CLIENT_AUTH, inspect, SERVER_AUTH } from '../pki/inspect';
import { BundleWriters } from './bundle-writer';
import { checkBundle, Trust, trustOf } from './check-bundle';
import { Checked, checkPair, VerifyMoment } from './check-certificate';
import { checkDelegation } from './check-delegation';
import { checkInjector } from './check-injector';
import { checkNetworkPolicies } from './check-network-policy';
import { checkOwner } from './check-owner';
import { checkPort } from './check-port';
import { checkRegistration, isLocal } from './check-registration';
import { checkRequested, pairOf, requestedNames } from './check-secret';
import { checkSelector } from './check-selector';
import { checkService, Target, targetOf } from './check-service';
import { Finding, isActionable, unseen } from './finding';
import { describe, Input, InputObject, kindOf, objectName } from './input';
import { text } from './json';
import { Candidate, mountedServingFiles } from './mounted-serving-files';
import { Grants } from './grants';
import { visible } from './visible';

/** The findings of one APIService. */
export interface Report {
  readonly apiService: string;
  readonly source: string;
  /** `namespace/name:port`: the Service to which kube-apiserver sends requests. */
  readonly target: string;
  readonly findings: readonly Finding[];
}

export function isApiService(candidate: InputObject): boolean {
  return (
    kindOf(candidate) === 'APIService' &&
    (text(candidate.object, 'apiVersion') ?? '').startsWith('apiregistration.k8s.io/')
  );
}

/** Checks for every APIService whether kube-apiserver can reach the server and will accept its certificate. */
export function verify(objects: readonly InputObject[], moment: VerifyMoment): Report[] {
  const input = new Input(objects);
  const context = { input, writers: new BundleWriters(input), grants: new Grants(input), moment };
  return objects
    .filter(candidate => isApiService(candidate) && !isLocal(candidate))
    .map(apiService => {
      const target = targetOf(apiService);
      return {
        apiService: visible(objectName(apiService)),
        source: visible(apiService.source),
        target: target === undefined ? 'no Service' : visible(`${target.namespace}/${target.name}:${target.port}`),
        findings: [
          ...checkRegistration(apiService),
          ...checkOwner(input, apiService),
          ...checkServer(context, apiService, target),
        ],
      };
    });
}

interface Context {
  readonly input: Input;
  readonly writers: BundleWriters;
  readonly grants: Grants;
  readonly moment: VerifyMoment;
}

/** Everything behind the APIService: caBundle, Service, pods and their certificate. */
function checkServer(context: Context, apiService: InputObject, target: Target | undefined): Finding[] {
  const { input, writers, moment } = context;
  const dnsName = target && serviceDnsName(target.name, target.namespace);
  const trust = trustOf(apiService.object, checkInjector(input, apiService, dnsName), () =>
    writers.of(objectName(apiService), target?.namespace ?? ''),
  );
  if (!target) {
    return [...trust.findings, ...checkBundle(trust.roots, moment, undefined)];
  }
  const { route, findings } = checkService(input, target, apiService.source);
  const selected = route && checkSelector(input, route, target.namespace);
  const listening = route && selected && checkPort(route, selected.workloads);
  const serving = listening?.workloads ?? [];
  const checked = trust.verifies ? serving.map(workload => checkWorkload({ ...context, target, trust }, workload)) : [];
  return [
    ...trust.findings,
    ...checkBundle(trust.roots, moment, checked.find(({ leaf }) => leaf)?.leaf),
    ...findings,
    ...(selected?.findings ?? []),
    ...(listening?.findings ?? []),
    ...(route ? serving.flatMap(workload => checkNetworkPolicies(input, route, workload, target.namespace)) : []),
    ...serving.flatMap(workload => checkDelegation(context, workload, target.namespace)),
    ...checked.flatMap(one => one.findings),
  ];
}

interface Subject extends Context {
  readonly target: Target;
  readonly trust: Trust;
}

function checkWorkload(subject: Subject, workload: InputObject): Checked {
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
      unseen(
        'secret',
        `${describe(workload)} mounts no Secret with a serving certificate` +
          (subject.trust.roots.length > 0
            ? ', so it cannot be compared with caBundle here'
            : ': it creates the certificate itself, or gets it elsewhere'),
      ),
    );
  }
  // If no flag names one of several Secrets, the one without a fault is taken to be the one that serves.
  const seen = answers.filter(({ leaf }) => leaf);
  return seen.find(({ findings }) => !findings.some(isActionable)) ?? seen[0] ?? allUnseen(answers);
}

function isForClientsAlone(leaf: X509Certificate): boolean {
  const usage = inspect(leaf).extendedKeyUsage ?? [];
  return usage.includes(CLIENT_AUTH) && !usage.includes(SERVER_AUTH) && !usage.includes(ANY_USAGE);
}

const nothing = (finding: Finding): Checked => ({ leaf: undefined, findings: [finding] });

function allUnseen(answers: readonly Checked[]): Checked {
  const broken = answers.find(({ findings }) => findings.some(isActionable));
  return broken ?? { leaf: undefined, findings: answers.flatMap(({ findings }) => findings) };
}

function checkCandidate({ input, target, trust, moment }: Subject, candidate: Candidate, source: string): Checked {
  const place = { namespace: target.namespace, source };
  const dnsName = serviceDnsName(target.name, target.namespace);
  const pair = pairOf(input, candidate, place);
  if ('certificate' in pair) {
    return checkPair(pair, trust.roots, dnsName, moment);
  }
  const requested = requestedNames(input, candidate.secret, place);
  return {
    leaf: undefined,
    findings: [pair, ...(requested ? [checkRequested(candidate.secret, requested, dnsName)] : [])],
  };
}
