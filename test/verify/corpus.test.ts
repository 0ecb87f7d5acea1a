import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { Check, Finding } from '../../lib/verify/finding';
import { isApiService, verify } from '../../lib/verify/verify';
import { field } from '../../lib/verify/json';
import { targetOf } from '../../lib/verify/check-service';

/**
 * Manifests of public extension API servers, one YAML file a server:
 * `EXTENSION_API_SERVER_CORPUS=<folder> npx jest test/verify/corpus.test.ts`
 */
const folder = process.env.EXTENSION_API_SERVER_CORPUS;
/** apiregistration.k8s.io/v1beta1 is gone: some of these servers are old. */
const ROUTE: readonly Check[] = ['registration', 'owner', 'service', 'workload', 'port', 'network', 'rbac'];
const isOutdated = ({ message }: Finding): boolean => message.startsWith('apiVersion must be');
const files = folder === undefined ? [] : readdirSync(folder).filter(file => /\.ya?ml$/.test(file));

(folder === undefined ? test.skip : test)('for every server of the corpus, the report fits its manifests', () => {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const given = parseAllDocuments(readFileSync(join(folder!, file), 'utf8'))
      .map(document => ({ object: document.toJSON() as JsonObject, source: file }))
      .filter(({ object }) => object);
    const apiServices = given.filter(isApiService).filter(targetOf);
    const reports = verify(given, { now: new Date(), warnDays: 30 });
    expect([file, reports.map(({ apiService }) => apiService)]).toEqual([
      file,
      apiServices.map(({ object }) => field(object, 'metadata', 'name')),
    ]);
    // insecureSkipTLSVerify is reported, and only there.
    const skips = reports
      .filter(({ findings }) => findings.some(({ check }) => check === 'verification'))
      .map(({ apiService }) => apiService);
    expect([file, skips]).toEqual([
      file,
      apiServices
        .filter(({ object }) => field(object, 'spec', 'insecureSkipTLSVerify') === true)
        .map(({ object }) => field(object, 'metadata', 'name')),
    ]);
    // These servers run in clusters: whatever leads to their pods is correct.
    expect([
      file,
      reports.flatMap(({ findings }) =>
        findings.filter(one => one.level === 'wrong' && ROUTE.includes(one.check) && !isOutdated(one)),
      ),
    ]).toEqual([file, []]);
  }
});
