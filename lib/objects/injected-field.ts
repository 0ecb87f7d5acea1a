import { Server } from '../model/server';
import { apiServices } from './api-service';

/** A field that a controller in the cluster writes. */
export interface InjectedField {
  /** API group of the object. */
  readonly apiGroup: string;

  /** Kind of the object. */
  readonly kind: string;

  /** Name of the object. */
  readonly name: string;

  /** The field, as a JSON pointer (RFC 6901). */
  readonly jsonPointer: string;
}

/** Controllers write the caBundle and no other field. */
export function injectedFields(server: Server): InjectedField[] {
  return server.certificate.bundleInjected
    ? apiServices(server).map(({ kind, metadata: { name } }) => ({
        apiGroup: 'apiregistration.k8s.io',
        kind,
        name,
        jsonPointer: '/spec/caBundle',
      }))
    : [];
}
