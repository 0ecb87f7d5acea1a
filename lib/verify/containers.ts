import { Json } from '../kubernetes/manifest';
import { InputObject, podOf } from './input';
import { field, items, number, text } from './json';

/** Containers that run as long as the pod does: an init container with `restartPolicy: Always` is a sidecar. */
export function containersOf(workload: InputObject): readonly Json[] {
  const spec = field(podOf(workload), 'spec');
  const sidecars = items(field(spec, 'initContainers')).filter(one => field(one, 'restartPolicy') === 'Always');
  return [...items(field(spec, 'containers')), ...sidecars];
}

/** The words of a container's command line. A flag may be inside a shell's command line. */
export function argumentsOf(container: Json): string[] {
  return [...items(field(container, 'command')), ...items(field(container, 'args'))].flatMap(word =>
    typeof word === 'string' ? word.split(/\s+/) : [],
  );
}

/** The value of a flag; the last one counts, as in pflag. */
export function flag(words: readonly string[], name: string): string | undefined {
  const index = words.map(word => word === name || word.startsWith(`${name}=`)).lastIndexOf(true);
  const word = words[index];
  return word === name ? words[index + 1] : word?.slice(name.length + 1);
}

/** A flag's value with `$(NAME)` replaced from the container's `env`. */
export function flagOf(container: Json, name: string): string | undefined {
  return flag(argumentsOf(container), name)?.replace(/\$\(([A-Za-z_]\w*)\)/g, (whole, variable: string) => {
    const entry = items(field(container, 'env')).find(candidate => text(candidate, 'name') === variable);
    return text(entry, 'value') ?? whole;
  });
}

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string;
}

export function portsOf(container: Json): ContainerPort[] {
  return items(field(container, 'ports')).map(entry => ({
    name: text(entry, 'name'),
    port: number(entry, 'containerPort'),
    protocol: text(entry, 'protocol') ?? 'TCP',
  }));
}
