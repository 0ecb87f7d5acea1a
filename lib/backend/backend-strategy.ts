import { JsonObject, Strings } from '../kubernetes/manifest';

/** The user's choice, checked and in the form of Kubernetes. `resolve` adds what follows from the other props. */
export type BackendChoice =
  | {
      readonly kind: 'Deployment' | 'StatefulSet';
      readonly spec: JsonObject;
      readonly labels: Strings;
      readonly annotations: Strings;
      readonly selector: Strings | undefined;
    }
  | { readonly kind: 'ExistingPods'; readonly podLabels: Strings }
  | { readonly kind: 'ExternalName'; readonly host: string; readonly port: number }
  | { readonly kind: 'Addresses'; readonly addresses: readonly string[]; readonly port: number };

/** The target of the Service. To add one, write a file that returns a strategy and a factory in backend.ts. */
export interface BackendStrategy {
  /** `path` is the construct path that an error names. */
  readonly choose: (path: string) => BackendChoice;
}
