/** The five-bit digits: https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki#bech32 */
const DIGITS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const CHECKSUM_DIGITS = 6;

export interface Bech32 {
  /** The text before the last `1`. */
  readonly prefix: string;
  readonly bytes: number;
}

/** The content of a text in Bech32, or nothing if a character is wrong. As in age, it may exceed 90 characters. */
export function readBech32(text: string): Bech32 | undefined {
  const split = text.lastIndexOf('1');
  const digits = [...text.slice(split + 1)].map(character => DIGITS.indexOf(character));
  if (split < 1 || digits.length < CHECKSUM_DIGITS || digits.includes(-1)) {
    return undefined;
  }
  const prefix = text.slice(0, split);
  const codes = [...prefix].map(character => character.charCodeAt(0));
  const bits = 5 * (digits.length - CHECKSUM_DIGITS);
  const padding = bits % 8;
  const last = digits[digits.length - CHECKSUM_DIGITS - 1] ?? 0;
  const padded = padding < 5 && (last & ((1 << padding) - 1)) === 0;
  return padded && checksum([...codes.map(code => code >> 5), 0, ...codes.map(code => code & 31), ...digits]) === 1
    ? { prefix, bytes: Math.floor(bits / 8) }
    : undefined;
}

function checksum(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => {
    const shifted = ((sum & 0x1ffffff) << 5) ^ digit;
    return GENERATOR.reduce((rest, polynomial, bit) => ((sum >>> (25 + bit)) & 1 ? rest ^ polynomial : rest), shifted);
  }, 1);
}
