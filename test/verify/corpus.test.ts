import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { isApiService, verify } from '../../lib/verify/check-api-service';
import { field } from '../../lib/verify/json';
import { targetOf } from '../../lib/verify/check-service';

/**
 * Manifests of extension API servers that others wrote, one YAML file a server, wherever the reader has them:
 * `EXTENSION_API_SERVER_CORPUS=<folder> npx jest test/verify/corpus.test.ts`
 */
const folder = process.env.EXTENSION_API_SERVER_CORPUS;
const files = folder === undefined ? [] : readdirSync(folder).filter(file => /\.ya?ml$/.test(file));

(folder === undefined ? test.skip : test)('every server of the corpus gets an answer that fits what it says', () => {
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
    // Whoever skips verification hears that, and nobody else does.
    const skips = reports
      .filter(({ findings }) => findings.some(({ check }) => check === 'verification'))
      .map(({ apiService }) => apiService);
    expect([file, skips]).toEqual([
      file,
      apiServices
        .filter(({ object }) => field(object, 'spec', 'insecureSkipTLSVerify') === true)
        .map(({ object }) => field(object, 'metadata', 'name')),
    ]);
    // They run in clusters every day: Services, ports and pods fit each other.
    expect([
      file,
      reports.flatMap(({ findings }) =>
        findings.filter(({ check, level }) => check === 'service' && level === 'wrong'),
      ),
    ]).toEqual([file, []]);
  }
});
