// The form that every refusal must have: `<construct path>: <what must hold>, got <what was given>;
// <what to do>`.

const REFUSAL = /^[^\n]+? must [^\n]+, got [^\n]+; [^\n]+$/;
/** cdk8s collects what the constructs of an app have against each other. */
const COLLECTED = 'Validation failed with the following errors:\n';

/** Words of a program instead of words for its user. */
const INTERNALS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a stack trace', /\n\s+at |\bat \S+ \(.+:\d+:\d+\)|node:internal/],
  ['an error of openssl', /error:[0-9A-F]{8}:|DECODER routines|PEM routines|asn1 encoding/i],
  ['a code of node', /\bERR_[A-Z_]+/],
  ['an object without a form', /\[object |\bundefined\b/],
];

/** The faults of the error; none if it has the right form. */
export function faultsOfRefusal(error: Error, paths: readonly string[], secrets: readonly string[]): string[] {
  const { message } = error;
  const lines = message.startsWith(COLLECTED)
    ? message
        .slice(COLLECTED.length)
        .trimEnd()
        .split('\n')
        .map(line => collected(line))
    : [message];
  return [
    ...(['InvalidInput', 'Error'].includes(error.name) ? [] : [`a ${error.name}`]),
    ...lines.flatMap(line => faultsOfLine(line, paths)),
    ...INTERNALS.filter(([, pattern]) => pattern.test(message)).map(([what]) => what),
    ...(showsKey(message, secrets) ? ['key material'] : []),
  ];
}

function collected(line: string): string {
  return line.replace(/^ {2}\[(.+?)\] /, '$1: ');
}

function faultsOfLine(line: string, paths: readonly string[]): string[] {
  const path = paths.find(each => line.startsWith(`${each}: `));
  return [
    ...(path === undefined ? ['no construct path in front'] : []),
    ...(REFUSAL.test(line.slice((path ?? '').length)) ? [] : ['another form than "<must>, got <value>; <fix>"']),
  ];
}

/** Long enough that no name or fingerprint is taken for a part of a key. */
const PIECE = 20;

/** Whether a text has a piece of a key in it, as it is or in base64. */
export function showsKey(text: string, secrets: readonly string[]): boolean {
  const bodies = secrets.map(secret => secret.replace(/-----.*?-----/g, '').replace(/\s/g, ''));
  const pieces = text.match(/[A-Za-z0-9+/]{20,}/g) ?? [];
  return pieces.some(piece => {
    const decoded = Buffer.from(piece, 'base64').toString('latin1');
    return (
      /PRIVATE KEY/.test(decoded) ||
      bodies.some(body => body !== '' && windows(piece).some(window => body.includes(window)))
    );
  });
}

/** Pieces of a key: a text that shows a part of the key has at least one of them whole. */
function windows(text: string): string[] {
  return Array.from({ length: Math.max(0, Math.floor((text.length - PIECE) / PIECE) + 1) }, (_, index) =>
    text.slice(index * PIECE, (index + 1) * PIECE),
  );
}
