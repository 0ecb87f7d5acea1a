import { isSubdomain } from './names';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LONGEST = 63;
const WORD = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const isWord = (text: string): boolean => text.length <= LONGEST && WORD.test(text);

/** The key of a label, an annotation or a resource: `team`, `example.com/team`. */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  return isWord(key.slice(slash + 1)) && (slash < 0 || isSubdomain(key.slice(0, slash)));
}

export function isLabelValue(value: unknown): boolean {
  return typeof value === 'string' && (value === '' || isWord(value));
}

/** https://github.com/kubernetes/apimachinery/blob/v0.34.2/pkg/api/validation/objectmeta.go */
export const LARGEST_ANNOTATIONS = 256 * 1024;
