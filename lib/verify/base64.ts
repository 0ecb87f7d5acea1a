import { Complaint } from '../errors';
import { placeholderIn } from './placeholder';

/**
 * Decodes a `[]byte` field as Go's encoding/json does: any character that is not base64 makes kube-apiserver refuse the
 * object, line ends are skipped. Node skips every such character. https://pkg.go.dev/encoding/base64#Encoding.Decode
 */
export function decodeBase64(what: string, text: string): Buffer | Complaint {
  const compact = text.replace(/[\r\n]/g, '');
  return compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact)
    ? Buffer.from(compact, 'base64')
    : {
        must: `${what} must be base64, or kube-apiserver refuses the object`,
        got: describe(compact),
        fix: 'encode the whole file once: base64 -w0 FILE',
      };
}

/** Never shows the text: it may be a key. */
function describe(text: string): string {
  const placeholder = placeholderIn(text);
  if (placeholder !== undefined) {
    return `the placeholder ${placeholder}`;
  }
  if (text.includes('-----BEGIN ')) {
    return 'PEM text that was not encoded';
  }
  return /^[A-Za-z0-9+/]*=*$/.test(text)
    ? `${text.length} characters, and the last group is incomplete or not padded with "="`
    : 'a space or another character that is not base64';
}
