import { createPrivateKey, KeyObject, X509Certificate } from 'node:crypto';
import { Complaint } from '../errors';

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;
const EDGE = /-----(BEGIN|END) /g;
/** Go, and so kube-apiserver, ignores a block whose first line has text before the dashes. */
const EDGE_LINE = /^-----(BEGIN|END) [A-Z0-9 ]+-----[ \t]*\r?$/gm;

function labels(text: string): string[] {
  return [...text.matchAll(BLOCK)].map(match => match[1] ?? '');
}

/** All certificates of a PEM text in their order, or a complaint. `what` is the prop that the user set. */
export function readCertificates(what: string, text: string): X509Certificate[] | Complaint {
  const found = labels(text);
  const wrong = found.find(label => label !== 'CERTIFICATE');
  if (wrong) {
    return {
      must: `${what} must hold certificates only`,
      got: `a block of type ${wrong}`,
      fix: wrong.includes('PRIVATE KEY') ? 'pass the key as privateKey' : 'remove it',
    };
  }
  if (found.length === 0) {
    return {
      must: `${what} must be PEM text with at least one certificate`,
      got: describe(text),
      fix: 'pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
    };
  }
  const certificates: X509Certificate[] = [];
  for (const [block] of text.matchAll(BLOCK)) {
    try {
      certificates.push(new X509Certificate(block));
    } catch {
      return {
        must: `${what} must hold readable certificates`,
        got: `block ${certificates.length + 1} of ${found.length}, which is none`,
        fix: 'check that the text was not cut or re-wrapped: openssl x509 -noout -text',
      };
    }
  }
  return checkEdges(what, text) ?? certificates;
}

function checkEdges(what: string, text: string): Complaint | undefined {
  const count = labels(text).length;
  return [EDGE, EDGE_LINE].every(edge => text.match(edge)?.length === 2 * count)
    ? undefined
    : {
        must: `${what} must hold whole PEM blocks, whose first and last lines hold nothing else`,
        got: `${count} of them and the rest of another, or words on such a line`,
        fix: 'check that the text was not cut or indented',
      };
}

/** The private key of a PEM text, or a complaint, which never contains a part of the key. */
export function readPrivateKey(what: string, text: string): KeyObject | Complaint {
  const label = labels(text).find(found => found.includes('PRIVATE KEY'));
  if (!label) {
    const holds = labels(text)[0];
    return {
      must: `${what} must be PEM text with a private key`,
      got: holds ? `a block of type ${holds}` : describe(text),
      fix: 'pass the text that starts with "-----BEGIN PRIVATE KEY-----"',
    };
  }
  if (label === 'ENCRYPTED PRIVATE KEY' || text.includes('Proc-Type: 4,ENCRYPTED')) {
    return {
      must: `${what} must not be encrypted: the server cannot ask for a passphrase`,
      got: 'an encrypted key',
      fix: 'decrypt it with openssl pkey -in KEY -out DECRYPTED',
    };
  }
  try {
    const key = createPrivateKey(text);
    return checkEdges(what, text) ?? key;
  } catch {
    return {
      must: `${what} must be a readable private key`,
      got: `a block of type ${label} that is none`,
      fix: 'check that the text was not cut or re-wrapped: openssl pkey -noout -check',
    };
  }
}

/** Describes a text that is not PEM without quoting it: it may be a key in another form. */
function describe(text: string): string {
  if (text.trim() === '') {
    return 'an empty text';
  }
  if (/^LS0tLS1CRUdJTi/.test(text.trim())) {
    return 'base64 of PEM text';
  }
  return /^[\w./\\:-]+\.(pem|crt|cer|key)$/i.test(text.trim())
    ? 'what looks like a path'
    : `${text.length} characters without a PEM block`;
}
