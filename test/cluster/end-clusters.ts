// `end-clusters.ts PID` ends the clusters of another process, which waits for it.
import { ignoreSignals } from './signals';
import { ownedSlots } from './slot';
import { tearDown } from './teardown';

ignoreSignals();
void Promise.all(ownedSlots(Number(process.argv[2])).map(tearDown));
