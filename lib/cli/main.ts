#!/usr/bin/env node
import { systemClock } from '../pki/clock';
import { run } from './program';
import { coloursOf } from './terminal';
import { readAtMost } from './verify/manifest-files';

/** A reader such as `head` may close the pipe early: this is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

void run(process.argv.slice(2), {
  out: text => process.stdout.write(text),
  err: text => process.stderr.write(text),
  input: most => readAtMost(0, most),
  now: () => systemClock.now(),
  colours: { out: coloursOf(process.stdout, process.env), err: coloursOf(process.stderr, process.env) },
}).then(code => {
  process.exitCode = code;
});
