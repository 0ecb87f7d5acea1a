import { parseAllDocuments } from 'yaml';
import { JsonObject } from '../../lib/kubernetes/manifest';
import { verify } from '../../lib/verify/verify';
import { isActionable } from '../../lib/verify/finding';
import { render } from '../scenarios/render';
import { stories, storyNamed } from '../scenarios/stories';

const NOW = new Date('2026-01-01T00:00:00Z');

/** The manifests of the library, with keys, must pass its own verify. */
test.each(stories)('in the story %s, nothing is wrong', name => {
  const files = render(storyNamed(name));
  const given = [...files].flatMap(([source, text]) =>
    parseAllDocuments(text).map(document => ({ object: document.toJSON() as JsonObject, source })),
  );
  const reports = verify(given, { now: NOW, warnDays: 30 });
  expect(reports.length).toBeGreaterThan(0);
  // This story sets insecureSkipTLSVerify.
  const expected = name === 'nothing-but-the-necessary' ? ['verification'] : [];
  expect(reports.flatMap(({ findings }) => findings.filter(isActionable)).map(({ check }) => check)).toEqual(expected);
});
