// Files of a program's module, such as CustomResourceDefinitions, in the version that runs.
import type { Binary } from './binaries';
import { run } from './command';
import { downloading } from './downloads';

/** Folder of a module that the binary is built from. Go downloads it if only the built binary is cached. */
export async function moduleFolder(binary: Binary, module: string): Promise<string> {
  const cwd = await downloading(() => binary.module());
  const downloaded = JSON.parse(await downloading(() => run('go', ['mod', 'download', '-json', module], { cwd }))) as {
    Dir: string;
  };
  return downloaded.Dir;
}
