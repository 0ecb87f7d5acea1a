/**
 * The form in which kube-apiserver keeps a quantity: `0.5` is `500m`, `1024Mi` is `1Gi`. Anything that is no quantity
 * stays as it is, for kube-apiserver to refuse.
 * https://github.com/kubernetes/apimachinery/blob/v0.34.2/pkg/api/resource/quantity.go, CanonicalizeBytes
 */
export function canonicalQuantity(given: string | number): string {
  const read = readQuantity(given);
  if (!read) {
    return String(given);
  }
  const { negative, nano, power } = read;
  const binary = power.base === 2 && nano >= 1024n * NANO && nano % NANO === 0n;
  return `${negative ? '-' : ''}${binary ? inBinary(nano / NANO) : inDecimal(nano, power.scientific)}`;
}

export function isQuantity(given: string | number): boolean {
  return readQuantity(given) !== undefined;
}

export function isNegative(given: string | number): boolean {
  return readQuantity(given)?.negative === true;
}

/** Whether one quantity is more than another; never where one is none. */
export function isMore(one: string | number, other: string | number): boolean {
  const [a, b] = [readQuantity(one), readQuantity(other)];
  return a !== undefined && b !== undefined && (a.negative ? -a.nano : a.nano) > (b.negative ? -b.nano : b.nano);
}

interface Quantity {
  readonly negative: boolean;
  /** In billionths, the finest that there is; what is finer is rounded away from zero. */
  readonly nano: bigint;
  readonly power: Power;
}

function readQuantity(given: string | number): Quantity | undefined {
  if (String(given).length > LONGEST) {
    return undefined;
  }
  const [, sign = '', whole = '', fraction = '', suffix = ''] = QUANTITY.exec(String(given).trim()) ?? [];
  const power = powerOf(suffix);
  if (`${whole}${fraction}` === '' || !power) {
    return undefined;
  }
  const scaled = BigInt(whole + fraction) * BigInt(power.base) ** BigInt(Math.max(power.exponent, 0)) * NANO;
  const divisor = 10n ** BigInt(fraction.length + Math.max(-power.exponent, 0));
  const nano = (scaled + divisor - 1n) / divisor;
  return { negative: sign === '-' && nano > 0n, nano, power };
}

const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?([a-zA-Z][-+\da-zA-Z]*)?$/;
const NANO = 1_000_000_000n;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

/** A longer text is no quantity, and reading it only takes time. */
const LONGEST = 64;

/** Beyond it nothing is a quantity of anything, and the numbers only take time. */
const LARGEST_EXPONENT = 30;

interface Power {
  readonly base: 2 | 10;
  readonly exponent: number;
  /** Written as `1e3`, and kept so. */
  readonly scientific: boolean;
}

function powerOf(suffix: string): Power | undefined {
  const scientific = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (scientific && Math.abs(Number(scientific[1])) <= LARGEST_EXPONENT) {
    return { base: 10, exponent: Number(scientific[1]), scientific: true };
  }
  const binary = BINARY.indexOf(suffix);
  const decimal = DECIMAL.indexOf(suffix);
  if (suffix !== '' && binary > 0) {
    return { base: 2, exponent: binary * 10, scientific: false };
  }
  return decimal < 0 ? undefined : { base: 10, exponent: (decimal - 3) * 3, scientific: false };
}

/** The largest unit of which there is a whole number. */
function inBinary(value: bigint): string {
  const unit = largest(value, 1024n, BINARY.length - 1);
  return `${value / 1024n ** BigInt(unit)}${BINARY[unit]}`;
}

function inDecimal(nano: bigint, scientific: boolean): string {
  if (nano === 0n) {
    return '0';
  }
  const unit = largest(nano, 1000n, scientific ? Infinity : DECIMAL.length - 1);
  const number = nano / 1000n ** BigInt(unit);
  const exponent = (unit - 3) * 3;
  return `${number}${scientific ? (exponent === 0 ? '' : `e${exponent}`) : DECIMAL[unit]}`;
}

function largest(value: bigint, base: bigint, most: number): number {
  let unit = 0;
  while (value !== 0n && unit < most && value % base ** BigInt(unit + 1) === 0n) {
    unit += 1;
  }
  return unit;
}
