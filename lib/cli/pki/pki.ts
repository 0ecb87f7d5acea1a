import { Command } from 'commander';
import type { Work } from '../program';
import { Terminal } from '../terminal';

export function describePki(program: Command, terminal: Terminal, call: (work: Work) => Promise<void>): void {
  void [terminal, call];
  program.command('pki').summary('look at the certificates in pki/, and rotate them');
}
