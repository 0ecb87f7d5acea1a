import { nothingToDo, TlsStrategy } from './contract';

/** The server makes a certificate for itself and kube-apiserver accepts any. A caBundle beside the flag is refused by kube-apiserver. */
export function skipped(): TlsStrategy {
  return {
    certify: () => ({
      certificate: { secretName: undefined, caBundle: undefined, skipVerification: true, apiServiceAnnotations: {} },
      secret: undefined,
      beforeRender: nothingToDo,
    }),
  };
}
