import { createHash } from 'node:crypto';
import { IConstruct } from 'constructs';
import { DeliveryStrategy, EncryptedDelivery, SecretContent, SecretFrame } from '../delivery/delivery-strategy';
import { InvalidInput, refuse } from '../errors';
import { JsonObject, sorted, Strings } from '../kubernetes/manifest';
import { notice } from '../notices';
import { systemClock } from '../pki/clock';
import { checkFolder } from '../pki/store/check-folder';
import { EncryptedFile } from '../pki/store/encrypted-file';
import { checkEncryptingAllowed } from '../pki/store/missing-state';
import { Secret } from '../model/server';
import { ciphertextStore, usesFixtures } from './app-stores';
import { takingOver } from './take-over';

/** A key that the user brings, with what goes with it into one Secret. */
export interface SuppliedKey {
  readonly scope: IConstruct;
  /** Construct path, for messages. */
  readonly path: string;
  /** How messages call the key: the prop that it was given in. */
  readonly prop: string;
  readonly frame: SecretFrame;
  /** What everybody may know: certificates. */
  readonly data: Strings;
  /** Text of `tls.key`; absent on a machine that was not given it. */
  readonly privateKey: string | undefined;
  readonly delivery: DeliveryStrategy;
  /** Of the ciphertexts. */
  readonly folder: string;
}

export interface SuppliedSecret {
  readonly secret: Secret | undefined;
  /** Called before the first object is rendered. */
  readonly beforeRender: () => void;
}

const nothingToDo = (): void => {};

/** The Secret for a key that the user brings, in the form of its delivery. */
export function suppliedSecret(provided: SuppliedKey): SuppliedSecret {
  const { frame, delivery } = provided;
  switch (delivery.kind) {
    case 'plain':
      return {
        secret: { manifest: delivery.manifest(content(provided)), file: delivery.file },
        beforeRender: nothingToDo,
      };
    case 'elsewhere': {
      refuse(provided.path, delivery.check());
      const manifest = delivery.manifest(frame, undefined);
      return { secret: manifest && { manifest, file: 'chart' }, beforeRender: nothingToDo };
    }
    case 'encrypted': {
      const { ciphertext, beforeRender } = ciphertextOf(provided, delivery);
      return { secret: { manifest: delivery.manifest(frame, ciphertext), file: delivery.file }, beforeRender };
    }
  }
}

function content({ path, prop, frame, data, privateKey, delivery }: SuppliedKey): SecretContent {
  if (privateKey === undefined) {
    throw new InvalidInput(path, {
      must: `${prop} must be given ${delivery.kind === 'plain' ? 'for a Secret in plaintext' : 'until it was encrypted once'}`,
      got: undefined,
      fix:
        delivery.kind === 'plain'
          ? 'pass it, or choose a delivery that keeps it encrypted'
          : 'pass it on one machine, and commit what synth writes',
    });
  }
  return { ...frame, data: { ...data, 'tls.key': privateKey } };
}

function ciphertextOf(
  provided: SuppliedKey,
  delivery: EncryptedDelivery,
): { readonly ciphertext: JsonObject; readonly beforeRender: () => void } {
  const { path, scope, frame, folder } = provided;
  refuse(path, checkFolder('directory', folder) ?? delivery.check(undefined));
  if (usesFixtures(scope)) {
    return {
      ciphertext: delivery.placeholder({ ...frame, data: { ...provided.data, 'tls.key': '' } }),
      beforeRender: nothingToDo,
    };
  }
  const store = ciphertextStore(scope, folder);
  const location = store.location(frame, delivery.name);
  const of = identity(provided.data);
  const found = store.read(path, frame, delivery.name);
  if (found && serves(found, delivery, frame, of)) {
    tellOfRecipient(provided, location, found, delivery);
    // Nothing is staged, unless another app of the process encrypted it and has not written it yet.
    return { ciphertext: found.ciphertext, beforeRender: () => store.publish() };
  }
  const plaintext = content(provided);
  refuse(path, delivery.check(systemClock.now()) ?? checkEncryptingAllowed(process.env, location));
  const [ciphertext] = delivery.encrypt([plaintext]);
  store.stage(
    path,
    frame,
    {
      delivery: delivery.name,
      recipient: delivery.recipient(),
      binding: delivery.binding(frame),
      ciphertext: ciphertext!,
    },
    of,
  );
  return {
    ciphertext: ciphertext!,
    beforeRender: () => {
      store.publish();
      notice(
        `${path}: the key of Secret ${frame.namespace}/${frame.name} is now encrypted for ${delivery.recipient()}; commit ${location}${found ? '' : takingOver(frame, delivery)}`,
      );
    },
  };
}

function serves(found: EncryptedFile, delivery: EncryptedDelivery, frame: SecretFrame, of: string): boolean {
  return found.of === of && found.delivery === delivery.name && found.binding === delivery.binding(frame);
}

function tellOfRecipient(
  { path }: SuppliedKey,
  location: string,
  { recipient }: EncryptedFile,
  delivery: EncryptedDelivery,
): void {
  if (recipient !== delivery.recipient()) {
    notice(
      `${path}: the key in ${location} is still encrypted for ${recipient}, not for ${delivery.recipient()}; remove the file and run synth with the key to change that`,
    );
  }
}

/**
 * Certificates say which key it is: the hash of a key would be one more thing to guard. Git may have put other line
 * ends into them.
 */
function identity(data: Strings): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(data)).replaceAll('\\r', ''))
    .digest('hex');
}
