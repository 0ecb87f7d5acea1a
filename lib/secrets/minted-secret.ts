import { Secret } from '../model/server';
import { notice } from '../notices';
import { keyText, Slots } from '../pki/slots';
import { encryptedSlots } from './encrypted-slots';
import { changeNotices, missingKeyNotice, missingStandbyNotice } from './key-notices';
import { MintedKeys } from './minted-keys';

export interface MintedSecret {
  /** None where this machine has no key to put into it. */
  readonly secret: Secret | undefined;
  /** Writes the state. `secretFile` is the file that the Secret goes to. */
  readonly beforeRender: (secretFile: string | undefined) => void;
}

/** The Secret with the certificate that serves, in the form of its delivery. */
export function mintedSecret(keys: MintedKeys): MintedSecret {
  const { state, emitted } = keys;
  const slots = encryptedSlots(keys);
  const changed = slots !== keys.slots || state.found?.standby === undefined;
  if (changed) {
    state.stage(slots);
  }
  return {
    secret: emitted ? inFormOfDelivery(keys, slots) : undefined,
    beforeRender: secretFile => {
      state.publish();
      if (changed && !state.fixtures) {
        changeNotices(keys, slots, secretFile).forEach(notice);
      }
    },
  };
}

function inFormOfDelivery(keys: MintedKeys, { current, standby }: Slots): Secret | undefined {
  const { state, delivery, frame } = keys;
  if (delivery.kind !== 'encrypted' && current.privateKey && standby?.encrypted && !standby.privateKey) {
    notice(missingStandbyNotice(state, standby, standby.encrypted));
  }
  switch (delivery.kind) {
    case 'plain': {
      if (current.privateKey === undefined) {
        notice(missingKeyNotice(state, current, 'its Secret is left out; everything else is complete'));
        return undefined;
      }
      const data = { 'tls.crt': current.certificate.toString(), 'tls.key': keyText(current.privateKey) };
      return { manifest: delivery.manifest({ ...frame, data }), file: delivery.file };
    }
    case 'encrypted':
      return { manifest: delivery.manifest(frame, current.encrypted!.ciphertext), file: delivery.file };
    case 'elsewhere': {
      if (current.privateKey === undefined && current.encrypted) {
        notice(missingKeyNotice(state, current, `it must be in place already: ${delivery.destination}`));
      }
      const manifest = delivery.manifest(frame, current.number);
      return manifest && { manifest, file: 'chart' };
    }
  }
}
