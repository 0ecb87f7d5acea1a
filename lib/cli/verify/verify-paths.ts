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
      `there must be an APIService with a Service in ${paths.join(' ')}, got none among ${count(manifests.given.length, 'object')}`,
      'name the folder that your tool renders into, or pipe what it prints into "verify -"',
    );
  }
  const ok =
    !reports.some(({ findings }) => findings.some(isActionable)) &&
    !manifests.unreadable.some(({ ofApiService }) => ofApiService);
  if (json) {
    terminal.out(
      `${JSON.stringify({ ok, apiServices: reports.map(forScripts), ignored: manifests.ignored, unreadable: manifests.unreadable.map(({ file, reason }) => ({ file, reason })) }, undefined, 2)}\n`,
    );
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
        `${file}, which speaks of an APIService, must be YAML, got ${reason}`,
        'correct it, or render it first if it is a template: helm template, kustomize build',
      );
    } else {
      err(`note: ${file} cannot be read as YAML and is left out: ${reason}\n`);
    }
  }
  if (ignored.length > 0) {
    err(
      `note: no Kubernetes objects in ${ignored.slice(0, SHOWN).join(', ')}${ignored.length > SHOWN ? ` and ${ignored.length - SHOWN} more files` : ''}\n`,
    );
  }
}

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
