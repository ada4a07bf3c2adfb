/**
 * A message as it is heard: cleaned of control characters, full-width signs made half-width, cut into pieces.
 * Nothing is understood here; personal words are never changed, only copied.
 */
export interface Piece {
  readonly text: string
  /** Written with a question mark. */
  readonly asked: boolean
}

/** What a person typed, without what they cannot have meant to type; line breaks stay. */
export function cleaned(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (sign === '\n' ? '\n' : ''))
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}

/** Full-width letters, digits and punctuation to half-width; Chinese full stops and commas to `.`-free commas. */
export function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
}

const FILLERS =
  /^(?:嗯+|恩+|哦+|噢|啊|呃+|额|唉|哎+|诶|喂|那个|这个|那|就|你好|您好|对了|然后|还有就是|另外)[,，。、…~\s]*/
const PARTICLES = /[\s,，。、;；.!！~…]*(?:的|了|吧|啊|呀|呢|哦|噢|嘛|哈|啦|哩|嘞|咯|呗|哎)?[\s,，。、;；.!！~…]*$/

/** Without the little words and signs around what is meant: “嗯，灵璧的。” → 灵璧 */
export function bare(text: string): string {
  let rest = halfWidth(text).trim()
  for (let cut = rest.replace(FILLERS, ''); cut !== rest && cut !== ''; cut = rest.replace(FILLERS, '')) rest = cut
  const short = rest.replace(PARTICLES, '')
  return short === '' ? rest : short
}

/** A comma between digits (2,300) and a full stop (1948.3.5) do not cut. */
const CUTS = /\n+|(?<!\d),|,(?!\d{3}(?!\d))|[，。;；、!！]|(?<=[?？])/

export function piecesOf(text: string): readonly Piece[] {
  return halfWidth(text)
    .split(CUTS)
    .map((each) => each.trim())
    .filter((each) => /[\p{L}\p{N}]/u.test(each))
    .map((each) => ({ text: each.replace(/[?？\s]+$/, ''), asked: /[?？]\s*$/.test(each) }))
}

/** A piece that was not one answer, cut at spaces and where Chinese meets a long number: 王秀英 13800138000. */
export function smallerPieces(piece: Piece): readonly Piece[] {
  const parts = piece.text.split(
    /(?<=[\dXx]{7})\s+(?=\d{7})|\s+(?!\d)|(?<!\d)\s+|(?<=\p{Script=Han})(?=\d{7})|(?<=[\dXx]{7})(?=\p{Script=Han})/u,
  )
  return parts.length < 2 ? [] : parts.filter((each) => each !== '').map((text) => ({ text, asked: piece.asked }))
}

const SIGNS = /[的\s()•・.！-～\u3000]/

/** As names are compared: half-width, one kind of dot, without 的, spaces and brackets, on both sides. */
export function plainly(text: string): string {
  if (!SIGNS.test(text)) return text
  return halfWidth(text)
    .replace(/[•・.．]/g, '·')
    .replace(/[的\s()（）]/g, '')
}
