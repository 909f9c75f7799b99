// Exact decimals as the wire carries them: "-1234.50". No number type touches an amount.

const plain = /^-?\d+(\.\d+)?$/

/** Reads what a person typed ("1.234,5", "1,234.5", "1234") into wire form; null when it is no number. */
export function parseDecimal(typed: string, decimalMark: ',' | '.', maxDecimals = 6): string | null {
  const groupMark = decimalMark === ',' ? '.' : ','
  let text = typed.replace(/[\s\u00a0\u202f'’€%]/g, '').replace(/\u2212/g, '-')
  if (text === '') return null
  const groups = text.split(groupMark)
  // A lone other mark that cannot be a thousands mark ("12.5" typed in German) is taken as the decimal mark.
  const isGrouped = groups.length > 1 && groups.slice(1).every((part) => /^\d{3}(\D|$)/.test(part))
  text = isGrouped || text.includes(decimalMark) ? groups.join('') : text.replace(groupMark, decimalMark)
  text = text.replace(decimalMark, '.')
  if (!plain.test(text)) return null
  const fraction = text.split('.')[1] ?? ''
  return fraction.length > maxDecimals ? null : text
}

export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fractionLength(a), fractionLength(b))
  const left = scaled(a, scale)
  const right = scaled(b, scale)
  return left < right ? -1 : left > right ? 1 : 0
}

export function addDecimals(a: string, b: string): string {
  const scale = Math.max(fractionLength(a), fractionLength(b))
  return unscaled(scaled(a, scale) + scaled(b, scale), scale)
}

function fractionLength(value: string): number {
  return value.split('.')[1]?.length ?? 0
}

function scaled(value: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = value.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

function unscaled(value: bigint, scale: number): string {
  if (scale === 0) return value.toString()
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
