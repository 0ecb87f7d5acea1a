import fc from 'fast-check';
import {
  checkGroup,
  checkPriority,
  checkVersion,
  HIGHEST_GROUP_PRIORITY,
  HIGHEST_VERSION_PRIORITY,
} from '../../lib/kubernetes/api-groups';
import { say } from '../../lib/errors';
import { isSubdomain } from '../../lib/kubernetes/names';

/** Any character, also half ones. */
const anything = fc.nat(0xffff).map(code => String.fromCharCode(code));

const said = (complaint: Parameters<typeof say>[0] | undefined): string => (complaint ? say(complaint) : 'fine');

describe('a group', () => {
  const fix = 'use a domain of your own, such as "wardle.example.com"';
  const served = (group: string): string =>
    'group must not be one that kube-apiserver serves itself: an APIService for it takes the cluster down, got ' +
    `"${group}"; ${fix}`;
  test.each<[string, string, string]>([
    ['may be a domain', 'wardle.example.com', 'fine'],
    ['may be metrics.k8s.io, which belongs to Kubernetes and is served elsewhere', 'metrics.k8s.io', 'fine'],
    ['may be custom.metrics.k8s.io', 'custom.metrics.k8s.io', 'fine'],
    ["may end like one of kube-apiserver's", 'my.apps.k8s.io', 'fine'],
    ['must not be apps', 'apps', served('apps')],
    ['must not be batch', 'batch', served('batch')],
    ['must not be rbac.authorization.k8s.io', 'rbac.authorization.k8s.io', served('rbac.authorization.k8s.io')],
    ['must not be the group of APIServices themselves', 'apiregistration.k8s.io', served('apiregistration.k8s.io')],
    ['must not be the group of custom resources', 'apiextensions.k8s.io', served('apiextensions.k8s.io')],
    [
      'must not lack a dot',
      'wardle',
      `group must contain a dot: names without one belong to Kubernetes, got "wardle"; ${fix}`,
    ],
    ['must not be empty, which is the core group', '', `group must be a DNS subdomain, got ""; ${fix}`],
    ['must not have capitals', 'Wardle.example.com', `group must be a DNS subdomain, got "Wardle.example.com"; ${fix}`],
    [
      'must not carry its version',
      'wardle.example.com/v1',
      `group must be a DNS subdomain, got "wardle.example.com/v1"; ${fix}`,
    ],
  ])('%s', (_name, group, message) => {
    expect(said(checkGroup(group))).toBe(message);
  });

  test('any text is refused, or a subdomain with a dot', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anything }), fc.domain()), group => {
        expect(checkGroup(group) === undefined).toBe(isSubdomain(group) && group.includes('.'));
      }),
    );
  });
});

describe('a version', () => {
  const rule = 'version must look like v1, v1beta1 or v2alpha3';
  const meant = (version: string, guess: string): string => `${rule}, got "${version}"; did you mean "${guess}"?`;
  const lost = (version: string): string =>
    `${rule}, got "${version}"; use the version that the server serves, not its release number`;
  test.each<[string, string, string]>([
    ['may be stable', 'v1', 'fine'],
    ['may have two digits', 'v10', 'fine'],
    ['may be beta', 'v1beta1', 'fine'],
    ['may be alpha', 'v2alpha13', 'fine'],
    ['must not lack the v', '1', meant('1', 'v1')],
    ['must not lack the major number', 'beta1', meant('beta1', 'v1beta1')],
    ['must not have a capital V', 'V1', meant('V1', 'v1')],
    ['must not have capitals', 'v1Beta1', meant('v1Beta1', 'v1beta1')],
    ['must not have a hyphen', 'v1-beta1', meant('v1-beta1', 'v1beta1')],
    ['must not have dots', 'v2.alpha.3', meant('v2.alpha.3', 'v2alpha3')],
    ['must not lack the number after beta', 'v1beta', meant('v1beta', 'v1beta1')],
    ['must not be v alone', 'v', meant('v', 'v1')],
    ['must not be a release', '1.2.3', lost('1.2.3')],
    ['must not be a release of two numbers', 'v1.2', lost('v1.2')],
    ['must not be version 0', 'v0', lost('v0')],
    ['must not be beta 0', 'v1beta0', lost('v1beta0')],
    ['must not start with 0', 'v01', lost('v01')],
    ['must not be a release candidate', 'v1rc1', lost('v1rc1')],
    ['must not be empty', '', lost('')],
    ['must not be latest', 'latest', lost('latest')],
    [
      'must not end with a line break',
      'v1\n',
      `${rule}, got "v1 "; use the version that the server serves, not its release number`,
    ],
    ['must not carry its group', 'example.com/v1', lost('example.com/v1')],
  ])('%s', (_name, version, message) => {
    expect(said(checkVersion(version))).toBe(message);
  });

  test('any text is refused, or a version; the suggested version is accepted', () => {
    const alike = fc.stringMatching(/^[vV]?[0-9]{0,3}[-_.]?(alpha|beta|Beta|rc)?[-_.]?[0-9]{0,3}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anything }), alike), version => {
        const complaint = checkVersion(version);
        const guess = /^did you mean "(.*)"\?$/.exec(complaint?.fix ?? '')?.[1];
        expect(complaint === undefined).toBe(/^v[1-9][0-9]*((alpha|beta)[1-9][0-9]*)?$/.test(version));
        expect(guess === undefined || checkVersion(guess) === undefined).toBe(true);
      }),
    );
  });
});

describe('a priority', () => {
  const fix = 'leave it out unless another server claims the same group';
  test.each<[string, number, number, string]>([
    ['may be 1', 1, HIGHEST_VERSION_PRIORITY, 'fine'],
    ['may be the highest of versions', 1000, HIGHEST_VERSION_PRIORITY, 'fine'],
    ['may be the highest of groups', 20000, HIGHEST_GROUP_PRIORITY, 'fine'],
    ['must not be 0', 0, HIGHEST_GROUP_PRIORITY, `p must be a whole number from 1 to 20000, got 0; ${fix}`],
    [
      'must not be above the highest of versions',
      1001,
      HIGHEST_VERSION_PRIORITY,
      `p must be a whole number from 1 to 1000, got 1001; ${fix}`,
    ],
    [
      'must not be above the highest of groups',
      20001,
      HIGHEST_GROUP_PRIORITY,
      `p must be a whole number from 1 to 20000, got 20001; ${fix}`,
    ],
    [
      'must not be a fraction',
      1.5,
      HIGHEST_VERSION_PRIORITY,
      `p must be a whole number from 1 to 1000, got 1.5; ${fix}`,
    ],
    ['must not be negative', -1, HIGHEST_VERSION_PRIORITY, `p must be a whole number from 1 to 1000, got -1; ${fix}`],
  ])('%s', (_name, priority, highest, message) => {
    expect(said(checkPriority('p', priority, highest))).toBe(message);
  });
});
