import { existsSync, readFileSync } from 'node:fs';
import { Complaint } from '../../errors';

/** First byte of every certificate and key in DER: the tag of a SEQUENCE. No PEM text begins with the digit "0". */
const DER = 0x30;

/** The text of a file that a user named, or a complaint. `what` is the prop; the path is relative to synth's folder. */
export function readPemFile(what: string, path: string): { readonly text: string } | Complaint {
  if (path.includes('-----BEGIN') || path.includes('\n') || path.startsWith('LS0tLS1CRUdJTi')) {
    return {
      must: `${what} must name a file`,
      got: path,
      fix: 'pass its path; PEM text itself is for Tls.fromPem(), and for ca of Tls.fromSecret()',
    };
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      must: `${what} must name a file that can be read from ${process.cwd()}`,
      got: `${path} (${code})`,
      fix:
        code === 'EISDIR'
          ? 'name the file in that folder'
          : 'check the path, which is relative to the folder in which synth runs',
    };
  }
  if (bytes[0] === DER) {
    return {
      must: `${what} must be a PEM file`,
      got: `${path} in DER`,
      fix: 'convert it with openssl x509 -inform der, or openssl pkey -inform der for a key',
    };
  }
  return { text: bytes.toString('utf8') };
}

export function isFile(path: string): boolean {
  return existsSync(path);
}
