import { JsonObject, Strings } from '../kubernetes/manifest';

/** What the user chose, checked and in Kubernetes' shape; `resolve` adds what the rest of the props decides. */
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

/** What the Service points to. Adding a kind is one file that returns one of these, and a factory in backend.ts. */
export interface BackendStrategy {
  /** `path` is the construct path that an error names. */
  readonly choose: (path: string) => BackendChoice;
}
