/** What people write, and the form that kube-apiserver keeps: test/quantity.test.ts asks us, test/cluster/drift.e2e.ts asks kube-apiserver. */
export const QUANTITIES: readonly (readonly [given: string, kept: string])[] = [
  ['0', '0'], ['0Gi', '0'], ['0.0', '0'],
  ['1', '1'], ['1.0', '1'], ['1000m', '1'], ['0.5', '500m'], ['.5', '500m'], ['0.1', '100m'], ['1.5', '1500m'], ['100m', '100m'], ['250000u', '250m'],
  ['1000', '1k'], ['1500', '1500'], ['1500000', '1500k'], ['2000M', '2G'], ['0.5G', '500M'], ['1234567', '1234567'], ['5E', '5E'],
  ['1Ki', '1Ki'], ['1024', '1024'], ['1024Ki', '1Mi'], ['1024Mi', '1Gi'], ['1000Mi', '1000Mi'], ['1.5Gi', '1536Mi'], ['0.5Gi', '512Mi'], ['0.5Ki', '512'], ['1.5Ki', '1536'],
  ['1.0001Ki', '1024102400u'], ['1025Ki', '1025Ki'], ['10240Mi', '10Gi'], ['4Ei', '4Ei'], ['128974848', '128974848'],
  ['1e3', '1e3'], ['1000e3', '1e6'], ['123e-3', '123e-3'], ['1.5e3', '1500'],
  ['0.1n', '1n'], ['1.0000000001', '1000000001n'], ['999999999n', '999999999n'],
];

/** These kube-apiserver keeps as they are written; ours are as stable, and plainer. */
export const UNUSUAL_QUANTITIES: typeof QUANTITIES = [['007', '7'], ['+1', '1'], ['1.', '1'], ['12E6', '12e6'], ['1e0', '1']];
