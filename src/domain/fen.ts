/** Money: integer fen. Written for residents as yuan without needless decimals. */
export type Fen = number

export function sayYuan(fen: Fen): string {
  const yuan = Math.abs(fen) / 100
  const text = Number.isInteger(yuan) ? String(yuan) : yuan.toFixed(2)
  return `${fen < 0 ? '-' : ''}${text}元`
}
