import { Json } from '../kubernetes/manifest';

/** `{{ .Values.ca }}`, `${CA}`, `$(CA)`, `<ca>`, `__CA__`, `@@CA@@`, `%CA%`, `CA_BUNDLE`. */
const PLACEHOLDER =
  /\{\{[^{}]{0,60}\}\}|\$\{[^{}]{1,60}\}|\$\([^()]{1,60}\)|^\$[A-Za-z_]\w{0,60}$|^<[^<>]{1,60}>$|^__\w{1,60}__$|^@+[\w.-]{1,60}@+$|^%+\w{1,60}%+$|^[A-Z][A-Z0-9]*(_[A-Z0-9]+){1,8}$/;

/** The placeholder in a text that a script or a template should have replaced. */
export function placeholderIn(value: Json): string | undefined {
  return typeof value === 'string' && value.length < 1000 ? PLACEHOLDER.exec(value)?.[0] : undefined;
}
