// One of the processes that share the work: the state lies in the working directory, of which a process has one.
import { Pool, takeRsaKeysFrom } from './key-pool';
import { runShare, Share, Tally } from './random-run';

// The library asks the environment whether keys may be minted.
delete process.env.CI;
delete process.env.EXTENSION_API_SERVER_PKI;

process.once('message', ({ pool, ...share }: Share & { readonly pool: Pool }) => {
  takeRsaKeysFrom(pool);
  runShare(share, (tally: Tally) => process.send?.(tally)).then(
    () => process.disconnect(),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
