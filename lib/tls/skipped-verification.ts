import { NO_CERTIFICATE, nothingToDo, TlsStrategy } from './tls-strategy';

/** The server makes its own certificate, and kube-apiserver accepts any. It refuses a caBundle beside the flag. */
export function skippedVerification(): TlsStrategy {
  return {
    certify: () => ({
      certificate: { ...NO_CERTIFICATE, skipVerification: true, madeByServer: true },
      secret: undefined,
      beforeRender: nothingToDo,
    }),
  };
}
