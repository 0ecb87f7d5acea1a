import { parseDocument } from 'yaml';
import { Selector } from './about';
import { Files } from './render';

const SEPARATOR = '---\n';

/** Every file, complete. Goldens show that a key is there, and not which. */
export function complete(files: Files): Files {
  return new Map([...files].map(([name, text]) => [name, text.replace(/^( +tls\.key: ).+$/gm, '$1(a key)')]));
}

/** The selected objects, and `objects.txt` with the file, kind and name of every object of the story. */
export function excerpt(files: Files, about: readonly Selector[]): Files {
  const documents = [...complete(files)].map(([file, text]) => ({ file, texts: text.split(SEPARATOR) }));
  return new Map([
    ['objects.txt', documents.flatMap(({ file, texts }) => texts.map(text => `${file}: ${nameOf(text)}\n`)).join('')],
    ...documents
      .map(({ file, texts }): [string, string] => [
        file,
        texts.filter(text => about.some(selector => selects(selector, text))).join(SEPARATOR),
      ])
      .filter(([, text]) => text !== ''),
  ]);
}

export function selects(selector: Selector, text: string): boolean {
  const { kind, name } = identityOf(text);
  return selector === kind || selector === `${kind} ${name}`;
}

function nameOf(text: string): string {
  const { kind, namespace, name } = identityOf(text);
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

interface Identity {
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

function identityOf(text: string): Identity {
  const { kind, metadata } = parseDocument(text).toJSON() as { kind: string; metadata: Omit<Identity, 'kind'> };
  return { kind, namespace: metadata.namespace, name: metadata.name };
}
