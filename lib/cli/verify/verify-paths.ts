import { isActionable } from '../../verify/finding';
import { Report, verify } from '../../verify/check-api-service';
import { FINE, NOT_FINE, printFailure, Refusal } from '../failure';
import { Terminal } from '../terminal';
import { printReports } from './print-reports';
import { Manifests, readManifests } from './read-manifests';

export interface Options {
  readonly json: boolean;
  readonly warnDays: number;
}

export function verifyPaths(paths: readonly string[], { json, warnDays }: Options, terminal: Terminal): number {
  const manifests = readManifests(paths, terminal.input);
  printNotes(manifests, terminal);
  const reports = verify(manifests.given, { now: terminal.now(), warnDays });
  if (reports.length === 0) {
    throw new Refusal(
      `there must be an APIService with a Service in ${paths.join(' ')}, got none among ` +
        `${count(manifests.given.length, 'object')}`,
      'name the folder with the rendered manifests, or pipe them into "verify -"',
    );
  }
  const ok =
    !reports.some(({ findings }) => findings.some(isActionable)) &&
    !manifests.unreadable.some(({ ofApiService }) => ofApiService);
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
  for (const { file, reason, ofApiService } of unreadable) {
    if (ofApiService) {
      printFailure(
        terminal,
        `${file}, which mentions an APIService, must be YAML, got ${reason}`,
        'correct it, or render it first if it is a template: helm template, kubectl kustomize',
      );
    } else {
      err(`note: ${file} is not valid YAML and is skipped: ${reason}\n`);
    }
  }
  if (ignored.length > 0) {
    const more = ignored.length > SHOWN ? ` and ${ignored.length - SHOWN} more files` : '';
    err(`note: found no Kubernetes objects in ${ignored.slice(0, SHOWN).join(', ')}${more}\n`);
  }
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
