import { Complaint } from '../errors';

/** Field names are tokens: https://www.rfc-editor.org/rfc/rfc9110#section-5.1 */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * The headers that kube-apiserver sends, whatever its flags are. The flags say which headers a server reads, so without
 * these names the server does not learn the caller.
 * https://github.com/kubernetes/client-go/blob/v0.34.2/transport/round_trippers.go#L126
 */
export const SENT = { username: 'X-Remote-User', group: 'X-Remote-Group', extra: 'X-Remote-Extra-' };

export interface HeaderNames {
  readonly usernameHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
}

export function checkHeaderNames({
  usernameHeaders,
  groupHeaders,
  extraHeaderPrefixes,
}: HeaderNames): Complaint | undefined {
  return (
    checkList('usernameHeaders', usernameHeaders, SENT.username) ??
    checkList('groupHeaders', groupHeaders, SENT.group) ??
    checkList('extraHeaderPrefixes', extraHeaderPrefixes, SENT.extra) ??
    checkApart([...usernameHeaders, ...groupHeaders], extraHeaderPrefixes)
  );
}

function checkList(what: string, names: readonly string[], sent: string): Complaint | undefined {
  const invalid = names.find(name => !TOKEN.test(name));
  if (invalid !== undefined) {
    return { must: `${what} must hold HTTP header names`, got: invalid, fix: `use names such as "${sent}"` };
  }
  const lower = names.map(name => name.toLowerCase());
  const twice = names.find((name, at) => lower.indexOf(name.toLowerCase()) !== at);
  if (twice !== undefined) {
    return { must: `${what} must hold each name once, in upper or lower case`, got: twice, fix: 'remove one of them' };
  }
  return lower.includes(sent.toLowerCase())
    ? undefined
    : {
        must: `${what} must hold ${sent}, which is what kube-apiserver sends`,
        got: names.join(', '),
        fix: `add "${sent}"`,
      };
}

/** A header that matches both would be the user or group and an extra value. */
function checkApart(names: readonly string[], prefixes: readonly string[]): Complaint | undefined {
  for (const prefix of prefixes) {
    const swallowed = names.find(name => name.toLowerCase().startsWith(prefix.toLowerCase()));
    if (swallowed !== undefined) {
      return {
        must: `extraHeaderPrefixes must not begin ${swallowed}`,
        got: prefix,
        fix: `use a longer prefix such as "${SENT.extra}"`,
      };
    }
  }
  return undefined;
}
