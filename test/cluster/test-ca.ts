// A CA made by openssl, in place of a team's own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM text. */
export function testCa(commonName: string): { readonly certificate: string; readonly privateKey: string } {
  const folder = mkdtempSync(join(tmpdir(), 'e2e-ca-'));
  try {
    const [certificate, privateKey] = [join(folder, 'ca.crt'), join(folder, 'ca.key')] as const;
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-noenc',
        '-days',
        '30',
        '-subj',
        `/CN=${commonName}`,
        '-addext',
        'keyUsage=critical,keyCertSign',
        '-out',
        certificate,
        '-keyout',
        privateKey,
      ],
      { stdio: 'pipe' },
    );
    return { certificate: readFileSync(certificate, 'utf8'), privateKey: readFileSync(privateKey, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
