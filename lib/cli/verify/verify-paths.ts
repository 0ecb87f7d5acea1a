import { isActionable } from '../../verify/finding';
import { Report, verify } from '../../verify/verify';
import { visible } from '../../verify/visible';
import { FINE, NOT_FINE, printFailure, Refusal } from '../failure';
import { Terminal } from '../terminal';
import { printReports } from './print-reports';
import { Manifests, mustRender, readManifests, Unreadable } from './read-manifests';

export interface Options {
  readonly json: boolean;
  readonly warnDays: number;
}

export function verifyPaths(paths: readonly string[], { json, warnDays }: Options, terminal: Terminal): number {
  const manifests = readManifests(paths, terminal.input);
  const reports = verify(manifests.objects, { now: terminal.now(), warnDays });
  const hint = mustRender(manifests, reports.length);
  if (hint && reports.length === 0) {
    throw hint;
  }
  printNotes(manifests, terminal);
  if (reports.length === 0) {
    throw new Refusal(
      `there must be an APIService with a Service in ${paths.join(' ')}, got none among ` +
        count(manifests.objects.length, 'object'),
      'name the folder with the rendered manifests, or pipe them into "verify -"',
    );
  }
  const ok =
    !hint &&
    !reports.some(({ findings }) => findings.some(isActionable)) &&
    !manifests.unreadable.some(({ ofApiService }) => ofApiService);
  if (hint) {
    printFailure(terminal, hint.message, hint.hint);
  }
  if (json) {
    const apiServices = reports.map(forScripts);
    const unreadable = manifests.unreadable.map(({ file, reason }) => ({ file, reason }));
    terminal.out(`${JSON.stringify({ ok, apiServices, ignored: manifests.ignored, unreadable }, undefined, 2)}\n`);
  } else {
    printReports(reports, terminal);
  }
  return ok ? FINE : NOT_FINE;
}

function forScripts({ apiService, source, target, findings }: Report): object {
  return { name: apiService, ok: !findings.some(isActionable), source, service: target, findings };
}

const SHOWN = 5;

function printNotes({ ignored, unreadable }: Manifests, terminal: Terminal): void {
  const { err } = terminal;
  const templates = unreadable.filter(({ isTemplate }) => isTemplate);
  printTemplates(templates, terminal);
  for (const { file, reason, ofApiService } of unreadable.filter(({ isTemplate }) => !isTemplate)) {
    if (ofApiService) {
      printFailure(
        terminal,
        `${file}, which mentions an APIService, must be YAML or JSON, got ${reason}`,
        'correct it',
      );
    } else {
      err(`note: ${visible(`${file} is neither YAML nor JSON and is skipped: ${reason}`)}\n`);
    }
  }
  if (ignored.length > 0) {
    err(`note: found no Kubernetes objects in ${listed(ignored)}\n`);
  }
}

/** One line for all templates. */
function printTemplates(templates: readonly Unreadable[], terminal: Terminal): void {
  const [first] = [...templates].sort((a, b) => Number(b.ofApiService) - Number(a.ofApiService));
  if (first?.ofApiService) {
    const others = templates.length > 1 ? `, and ${count(templates.length - 1, 'other template')}` : '';
    printFailure(
      terminal,
      `${first.file} must be rendered before it is verified, got ${first.reason}${others}`,
      'render templates first: helm template, kubectl kustomize',
    );
  } else if (first) {
    terminal.err(`note: skipped templates: ${listed(templates.map(({ file }) => file))}\n`);
  }
}

function listed(files: readonly string[]): string {
  const more = files.length > SHOWN ? ` and ${files.length - SHOWN} more files` : '';
  return `${files.slice(0, SHOWN).map(visible).join(', ')}${more}`;
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
