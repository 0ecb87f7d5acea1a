import { ServerId } from '../../pki/store/store';

/**
 * Where AggregationLayer keeps the certificates with which kube-apiserver presents itself: no namespace can be called
 * this.
 */
const FRONT_PROXIES = '_kube-apiserver';

export const isFrontProxy = ({ namespace }: ServerId): boolean => namespace === FRONT_PROXIES;
