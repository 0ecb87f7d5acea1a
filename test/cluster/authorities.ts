// The certificates of a cluster. openssl makes them, so that the cluster does not depend on the library that it tests.
// https://kubernetes.io/docs/setup/best-practices/certificates/
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

/** PEM files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Subject {
  readonly commonName: string;
  readonly organization?: string;
  /** Names and addresses of a server; empty for a client. */
  readonly servesAt?: readonly string[];
}

export class Authority {
  private constructor(
    private readonly folder: string,
    readonly certificate: Certificate,
  ) {}

  static async create(folder: string, name: string): Promise<Authority> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(configOf(folder), MINIMAL_CONFIG);
    const certificate = filesOf(folder, name);
    await run('openssl', [
      ...REQUEST,
      '-config',
      configOf(folder),
      '-subj',
      `/CN=${name}`,
      ...outputs(certificate),
      ...extensions('basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,digitalSignature'),
    ]);
    return new Authority(folder, certificate);
  }

  async issue(subject: Subject): Promise<Certificate> {
    const { commonName, organization, servesAt = [] } = subject;
    // A common name is not unique: a node has a client and a serving certificate.
    const certificate = filesOf(
      this.folder,
      `${commonName.replace(/[^a-z0-9-]/g, '-')}-${digest(JSON.stringify(subject))}`,
    );
    const names = servesAt.map(at => (/^[\d.]+$/.test(at) ? `IP:${at}` : `DNS:${at}`));
    await run('openssl', [
      ...REQUEST,
      '-config',
      configOf(this.folder),
      ...outputs(certificate),
      '-CA',
      this.certificate.certFile,
      '-CAkey',
      this.certificate.keyFile,
      '-subj',
      `${organization === undefined ? '' : `/O=${organization}`}/CN=${commonName}`,
      ...extensions(
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'authorityKeyIdentifier=keyid',
        `extendedKeyUsage=${names.length > 0 ? 'serverAuth,clientAuth' : 'clientAuth'}`,
        ...(names.length > 0 ? [`subjectAltName=${names.join(',')}`] : []),
      ),
    ]);
    return certificate;
  }
}

/** The machine's default configuration makes every certificate a CA. */
const MINIMAL_CONFIG = '[req]\ndistinguished_name = subject\n[subject]\n';
const REQUEST = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-days', '30'];

const extensions = (...all: string[]) =>
  [...all, 'subjectKeyIdentifier=hash'].flatMap(extension => ['-addext', extension]);
const outputs = ({ certFile, keyFile }: Certificate) => ['-out', certFile, '-keyout', keyFile];
const configOf = (folder: string) => join(folder, 'openssl.cnf');
const filesOf = (folder: string, name: string): Certificate => ({
  certFile: join(folder, `${name}.crt`),
  keyFile: join(folder, `${name}.key`),
});
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 6);
