import { Complaint } from '../errors';

/**
 * What `[]byte` is in a manifest, decoded as kube-apiserver does it. Node skips whatever is no base64; encoding/json
 * refuses the whole object, and minds neither line ends nor the bits that are left over.
 * https://pkg.go.dev/encoding/base64#Encoding.Decode
 */
export function decodeBase64(what: string, text: string): Buffer | Complaint {
  const compact = text.replace(/[\r\n]/g, '');
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact)
    ? Buffer.from(compact, 'base64')
    : {
        must: `${what} must be base64, or kube-apiserver refuses the object`,
        got: describe(compact),
        fix: 'encode the file once, all of it: base64 -w0 FILE',
      };
}

/** Without repeating it: it may be a key. */
function describe(text: string): string {
  if (text.includes('-----BEGIN ')) {
    return 'PEM text that was not encoded';
  }
  return /^[A-Za-z0-9+/]*=*$/.test(text)
    ? `${text.length} characters, the last group of which is not whole or not padded with "="`
    : 'a space or another character that base64 does not have';
}
