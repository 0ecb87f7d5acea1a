import { createHash } from 'node:crypto';
import { IConstruct } from 'constructs';
import { DeliveryStrategy, EncryptedDelivery, SecretContent, SecretFrame } from '../delivery/delivery-strategy';
import { Complaint, InvalidInput, refuse } from '../errors';
import { JsonObject, sorted, Strings } from '../kubernetes/manifest';
import { notice } from '../notices';
import { systemClock } from '../pki/clock';
import { Encrypted } from '../pki/slots';
import { EncryptedFile } from '../pki/store/encrypted-file';
import { checkEncryptingAllowed } from '../pki/store/missing-state';
import { checkFolder } from '../pki/store/state-folder';
import { Secret } from '../model/server';
import { ciphertextStore, usesFixtures } from './app-stores';
import { existingSecretAdvice } from './key-notices';

/** A key that the user gives, with the certificates that go into the same Secret. */
export interface SuppliedKey {
  readonly scope: IConstruct;
  /** Construct path, for messages. */
  readonly path: string;
  /** The prop that the key was given in, for messages. */
  readonly prop: string;
  readonly frame: SecretFrame;
  /** The public part of the Secret: certificates. */
  readonly data: Strings;
  /** Text of `tls.key`; absent on a machine that does not have it. */
  readonly privateKey: string | undefined;
  readonly delivery: DeliveryStrategy;
  /** The folder of the ciphertexts. */
  readonly folder: string;
}

export interface SuppliedSecret {
  readonly secret: Secret | undefined;
  /** Writes a ciphertext that is new. */
  readonly beforeRender: () => void;
}

const nothingToDo = (): void => {};

/** The Secret for a key that the user gives, in the form of its delivery. */
export function suppliedSecret(key: SuppliedKey): SuppliedSecret {
  const { path, frame, delivery } = key;
  switch (delivery.kind) {
    case 'plain': {
      const content = contentOf(key, {
        must: `${key.prop} must be given for a Secret in plaintext`,
        got: undefined,
        fix: 'pass it, or choose a delivery that keeps it encrypted',
      });
      return { secret: { manifest: delivery.manifest(content), file: delivery.file }, beforeRender: nothingToDo };
    }
    case 'elsewhere': {
      refuse(path, delivery.check());
      const manifest = delivery.manifest(frame, undefined);
      return { secret: manifest && { manifest, file: 'chart' }, beforeRender: nothingToDo };
    }
    case 'encrypted': {
      const { ciphertext, beforeRender } = ciphertextOf(key, delivery);
      return { secret: { manifest: delivery.manifest(frame, ciphertext), file: delivery.file }, beforeRender };
    }
  }
}

function contentOf({ path, frame, data, privateKey }: SuppliedKey, missing: Complaint): SecretContent {
  if (privateKey === undefined) {
    throw new InvalidInput(path, missing);
  }
  return { ...frame, data: { ...data, 'tls.key': privateKey } };
}

interface Ciphertext {
  readonly ciphertext: JsonObject;
  readonly beforeRender: () => void;
}

/** The ciphertext that is in the folder, or a new one if that is for another certificate, delivery or binding. */
function ciphertextOf(key: SuppliedKey, delivery: EncryptedDelivery): Ciphertext {
  const { path, scope, frame, folder, data } = key;
  refuse(path, checkFolder('directory', folder) ?? delivery.check(undefined));
  if (usesFixtures(scope)) {
    return {
      ciphertext: delivery.placeholder({ ...frame, data: { ...data, 'tls.key': '' } }),
      beforeRender: nothingToDo,
    };
  }
  const store = ciphertextStore(scope, folder);
  const location = store.location(frame, delivery.name);
  const of = identity(data);
  const found = store.read(path, frame, delivery.name);
  if (found && serves(found, delivery, frame, of)) {
    if (found.recipient !== delivery.recipient()) {
      notice(
        `${path}: the key in ${location} is still encrypted for ${found.recipient}, not for ${delivery.recipient()}; ` +
          'remove the file and run synth with the key to change that',
      );
    }
    // Another app of this process may have staged it and not written it yet.
    return { ciphertext: found.ciphertext, beforeRender: () => store.publish() };
  }
  const encrypted = encrypt(key, delivery, location);
  store.stage(path, frame, encrypted, of);
  return {
    ciphertext: encrypted.ciphertext,
    beforeRender: () => {
      store.publish();
      notice(
        `${path}: the key of Secret ${frame.namespace}/${frame.name} is now encrypted for ${delivery.recipient()}; ` +
          `commit ${location}${found ? '' : existingSecretAdvice(frame, delivery)}`,
      );
    },
  };
}

function encrypt(key: SuppliedKey, delivery: EncryptedDelivery, location: string): Encrypted {
  const content = contentOf(key, {
    must: `${key.prop} must be given until it was encrypted once`,
    got: undefined,
    fix: 'pass it on one machine, and commit what synth writes',
  });
  refuse(key.path, delivery.check(systemClock.now()) ?? checkEncryptingAllowed(process.env, location));
  const [ciphertext] = delivery.encrypt([content]);
  return {
    delivery: delivery.name,
    recipient: delivery.recipient(),
    binding: delivery.binding(key.frame),
    ciphertext: ciphertext!,
  };
}

function serves(found: EncryptedFile, delivery: EncryptedDelivery, frame: SecretFrame, of: string): boolean {
  return found.of === of && found.delivery === delivery.name && found.binding === delivery.binding(frame);
}

/** The certificates identify the key, so no hash of the key is stored. Git may have changed their line ends. */
function identity(data: Strings): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(data)).replaceAll('\\r', ''))
    .digest('hex');
}
