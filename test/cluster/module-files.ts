// Files that a program's own module brings beside its code, its CustomResourceDefinitions for one: read where Go keeps
// the module, so that they are of the very version that runs.
import type { Binary } from './binaries';
import { run } from './command';
import { downloading } from './downloads';

/** Folder of a module that the binary is built from. Go downloads it first where only the finished binary is left. */
export async function moduleFolder(binary: Binary, module: string): Promise<string> {
  const cwd = await downloading(() => binary.module());
  const downloaded = JSON.parse(await downloading(() => run('go', ['mod', 'download', '-json', module], { cwd }))) as {
    Dir: string;
  };
  return downloaded.Dir;
}
