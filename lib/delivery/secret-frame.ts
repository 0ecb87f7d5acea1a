import { Strings } from '../kubernetes/manifest';
import { SecretFrame } from './delivery-strategy';

/** A map where there is something in it: controllers and GitOps tools do not all take an empty one for none. */
export function present(map: Strings): Strings | undefined {
  return Object.keys(map).length > 0 ? map : undefined;
}

/** Where a message arose, for those that know the Secret alone. */
export function whereabouts({ namespace, name }: SecretFrame): string {
  return `${namespace}/${name}`;
}
