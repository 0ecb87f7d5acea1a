import { Complaint } from '../../errors';

/** Of a state or of ciphertexts. Nothing would be the root of the disk. */
export function checkFolder(what: string, folder: string): Complaint | undefined {
  return folder.trim() === '' || /[\0\n\r]/.test(folder)
    ? {
        must: `${what} must name a folder`,
        got: folder.replaceAll('\0', '\\0'),
        fix: 'use one beside cdk8s.yaml, such as "pki"',
      }
    : undefined;
}
