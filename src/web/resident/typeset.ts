/**
 * Plain reply text as blocks: the first line leads, numbered and dotted lines become lists, a short line ending in a
 * colon heads what follows. Knows no DOM.
 */
export type Block =
  | { kind: 'lead' | 'heading' | 'paragraph'; text: string }
  | { kind: 'list'; items: readonly { mark: string; text: string }[] }

const DOT = /^\s*[-*•·●▪◦]\s*(?=\S)(.+)$/
const NUMBER =
  /^\s*((?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]))\s*(.+)$/

export function typeset(text: string): readonly Block[] {
  const blocks: Block[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const item = readItem(line)
    const last = blocks[blocks.length - 1]
    if (item && last?.kind === 'list') blocks[blocks.length - 1] = { kind: 'list', items: [...last.items, item] }
    else if (item) blocks.push({ kind: 'list', items: [item] })
    else blocks.push({ kind: kindOf(line.trim(), blocks.length === 0), text: line.trim() })
  }
  return blocks
}

function readItem(line: string): { mark: string; text: string } | undefined {
  const dot = DOT.exec(line)?.[1]
  if (dot) return { mark: '', text: dot }
  const number = NUMBER.exec(line)
  return number?.[1] && number[2] ? { mark: number[1], text: number[2] } : undefined
}

function kindOf(line: string, first: boolean): 'lead' | 'heading' | 'paragraph' {
  if (first) return 'lead'
  return /^【.{1,16}】$|^.{1,16}[：:]$/.test(line) ? 'heading' : 'paragraph'
}

export type Part = { kind: 'text' | 'phone'; text: string }

const HOTLINES = '12345|12356|12338|12355|12348|12393|12333|12329|12366|12367'
const LANDLINES = '0\\d{2,3}-\\d{7,8}|400-?\\d{3}-?\\d{4}'

/** Splits out telephone numbers; 110, 119 and 120 only where the reply is about danger, not where 120 is an amount. */
export function splitPhones(text: string, emergency: boolean): readonly Part[] {
  const numbers = emergency ? `${HOTLINES}|${LANDLINES}|110|119|120` : `${HOTLINES}|${LANDLINES}`
  // No lookbehind: phones of 2022 do not know it and would drop the whole script.
  const pattern = new RegExp(`(^|[^\\d.-])(${numbers})(?![\\d.元])`, 'g')
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const at = match.index + (match[1] ?? '').length
    if (at > from) parts.push({ kind: 'text', text: text.slice(from, at) })
    parts.push({ kind: 'phone', text: match[2] ?? '' })
    from = at + (match[2] ?? '').length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}
