import { DeliveryStrategy } from './contract';
import { plain } from './plain';

/** Options of `Delivery.plain()`. */
export interface PlainDeliveryOptions {
  /**
   * Write the Secret into the same file as everything else where the app's output type gives it no file of its own
   * (`YamlOutputType.FILE_PER_APP`). Whoever can read that file then has the private key.
   *
   * @default false - synth refuses, so that a key does not slip into Git
   */
  readonly dangerouslyShareFile?: boolean;
}

/** How the private key reaches the cluster. */
export class Delivery {
  /**
   * A plaintext Secret in a file of its own, `<chart>-secret.k8s.yaml`, to be kept out of Git and applied by whoever has the key. On a
   * machine without the key that file is left out, and every other byte is the same.
   *
   * @param options where the Secret may be written
   */
  public static plain(options: PlainDeliveryOptions = {}): Delivery {
    return new Delivery(plain(!options.dangerouslyShareFile));
  }

  private constructor(
    /** @internal */
    public readonly _strategy: DeliveryStrategy,
  ) {}
}
