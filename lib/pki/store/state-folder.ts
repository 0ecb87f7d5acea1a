import { Complaint } from '../../errors';

/** Where keys and certificates are kept: beside `cdk8s.yaml`, because cdk8s empties `dist` before every synth. */
export const STATE_FOLDER = 'pki';

/** An empty name would be the root of the disk. `what` is the prop or the option that names the folder. */
export function checkFolder(what: string, folder: string): Complaint | undefined {
  return folder.trim() === '' || /[\0\n\r]/.test(folder)
    ? {
        must: `${what} must name a folder`,
        got: folder.replaceAll('\0', '\\0'),
        fix: `use one beside cdk8s.yaml, such as "${STATE_FOLDER}"`,
      }
    : undefined;
}
