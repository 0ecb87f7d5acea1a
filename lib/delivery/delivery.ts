import { checkCall } from '../signatures/check-call';
import { DeliveryStrategy } from './delivery-strategy';
import { manual } from './manual';
import { externalSecret } from './external-secret/external-secret';
import { DeliveryExternalSecretOptions } from './external-secret/delivery-external-secret-options';
import { DeliveryPlainOptions, plain } from './plain';
import { sealedSecret } from './sealed-secret/sealed-secret';
import { DeliverySealedSecretOptions } from './sealed-secret/delivery-sealed-secret-options';
import { sops } from './sops/sops';
import { DeliverySopsOptions } from './sops/delivery-sops-options';

/** How the private key reaches the cluster. */
export class Delivery {
  /**
   * A plaintext Secret in a file of its own, `<chart>-secret.k8s.yaml`: keep it out of Git and apply it from a machine
   * with the key. On a machine without the key the file is left out, and all other bytes are the same.
   *
   * @param options where the Secret may be written
   */
  public static plain(options: DeliveryPlainOptions = {}): Delivery {
    checkCall('Delivery.plain', [options]);
    return new Delivery(plain(options));
  }

  /**
   * A SealedSecret, which only the controller of Sealed Secrets in the cluster can decrypt. The key is sealed in the
   * process that minted or read it, and never written to disk: commit everything.
   *
   * @param options the sealing certificate and the scope
   */
  public static sealedSecret(options: DeliverySealedSecretOptions): Delivery {
    checkCall('Delivery.sealedSecret', [options]);
    return new Delivery(sealedSecret(options));
  }

  /**
   * The Secret with its values encrypted in the format of SOPS, for recipients of age, in a file of its own,
   * `<chart>-<server>-certificate-sops.k8s.yaml`. Flux decrypts it in the cluster (`spec.decryption.provider: sops` of
   * the Kustomization), people with `sops -d`. The key is encrypted in the process that minted or read it, and
   * never written to disk: commit everything.
   *
   * @param options who can decrypt
   */
  public static sops(options: DeliverySopsOptions): Delivery {
    checkCall('Delivery.sops', [options]);
    return new Delivery(sops(options));
  }

  /**
   * An ExternalSecret, with which the External Secrets Operator fetches certificate and key from your vault. You put
   * them there, once for each certificate.
   *
   * @param options the store and the place in the vault
   */
  public static externalSecret(options: DeliveryExternalSecretOptions): Delivery {
    checkCall('Delivery.externalSecret', [options]);
    return new Delivery(externalSecret(options));
  }

  /**
   * Nothing is emitted: you create the Secret `<server>-tls` of type `kubernetes.io/tls` yourself, before the pods can
   * start.
   */
  public static manual(): Delivery {
    return new Delivery(manual());
  }

  private constructor(
    /** @internal */
    public readonly _strategy: DeliveryStrategy,
  ) {}
}
