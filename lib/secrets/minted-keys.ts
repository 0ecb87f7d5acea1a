import { IConstruct } from 'constructs';
import { DeliveryStrategy, SecretFrame } from '../delivery/delivery-strategy';
import { FullSlots } from '../pki/mint';
import { Slots } from '../pki/slots';
import { ServerId } from '../pki/store/store';
import { keyStore } from './app-stores';

/** The server whose keys are in the state. */
export interface StateOwner extends ServerId {
  readonly scope: IConstruct;
  /** Construct path, for messages. */
  readonly path: string;
}

/** The state of one server: read when the server is resolved, written before the first object is rendered. */
export interface ServerState {
  /** Construct path, for messages. */
  readonly path: string;
  /** `<namespace>/<name>`, as the command line names the server. */
  readonly server: string;
  /** The folder, for messages. */
  readonly location: string;
  /** Whether the keys are fixtures of a test: then nothing may be random, and nothing is written. */
  readonly fixtures: boolean;
  /** The slots as they were read; none before keys are minted for the first time. */
  readonly found: Slots | undefined;
  /** Keeps slots in memory until `publish`. */
  readonly stage: (slots: Slots) => void;
  readonly publish: () => void;
}

export function serverState(owner: StateOwner, folder: string, dnsNames: readonly string[]): ServerState {
  const { scope, path, namespace, name } = owner;
  const store = keyStore(scope, folder, dnsNames);
  return {
    path,
    server: `${namespace}/${name}`,
    location: store.location(owner),
    fixtures: store.fixtures,
    found: store.read(path, owner),
    stage: slots => store.stage(path, owner, slots),
    publish: () => store.publish(),
  };
}

/** The keys that this library minted for one server, and the Secret that they go into. */
export interface MintedKeys {
  readonly state: ServerState;
  /** The slots of the state, with a standby minted where the state had none. */
  readonly slots: FullSlots;
  readonly delivery: DeliveryStrategy;
  readonly frame: SecretFrame;
  /** Whether a Secret is emitted; a server outside the cluster reads the key from the state. */
  readonly emitted: boolean;
}
