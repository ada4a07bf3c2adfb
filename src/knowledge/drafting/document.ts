/** A document handed to `import`, as text: headings, paragraphs and tables in order, whatever file it came from. */
export type DocumentBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

export type DocumentRead =
  | { readonly ok: true; readonly blocks: readonly DocumentBlock[] }
  | { readonly ok: false; readonly why: string }

/** What to do with a scan: its pictures hold words, but none we could quote. */
export const IS_A_SCAN =
  '里没有文字，应该是扫描件或图片。请先做文字识别（扫描软件或 WPS 的“图片转文字”），存成可以复制文字的 PDF 或 docx，' +
  '对照原件逐字核对（金额、日期、条款号最容易认错），再来导入；也可以向发文单位要电子版。'

/** 第十二条 · 第三章 · 一、 · （二）: how official documents number their parts. */
export function headingLevel(line: string): number | undefined {
  if (/^第[一二三四五六七八九十百零\d]+章/.test(line) && line.length <= 30) return 2
  if (/^[一二三四五六七八九十]+、/.test(line) && line.length <= 30) return 2
  if (/^第[一二三四五六七八九十百零\d]+条/.test(line)) return 3
  if (/^（[一二三四五六七八九十]+）/.test(line) && line.length <= 24) return 3
  return undefined
}

/** Plain lines → blocks; a line that does not end a sentence goes on in the next one (PDF breaks lines anywhere). */
export function blocksOf(lines: readonly string[]): readonly DocumentBlock[] {
  const blocks: DocumentBlock[] = []
  let open = ''
  const close = () => {
    if (open !== '') blocks.push({ kind: 'text', text: open })
    open = ''
  }
  for (const raw of lines) {
    const line = raw.replace(/\s+/g, ' ').trim()
    const level = headingLevel(line)
    if (line === '' || level !== undefined) close()
    if (line === '') continue
    if (level === 2) blocks.push({ kind: 'heading', level, text: line })
    else open += line
    if (/[。；！？：]$/.test(line)) close()
  }
  close()
  return blocks
}
