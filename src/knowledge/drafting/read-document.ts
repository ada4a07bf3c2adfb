/** A file an editor received (.docx .pdf .xlsx .md) → its blocks. The readers are loaded only when such a file comes. */
import { existsSync, readFileSync } from 'node:fs'
import { basename, extname } from 'node:path'
import { blocksOf, type DocumentBlock, type DocumentRead, IS_A_SCAN } from './document'

export async function readDocument(file: string): Promise<DocumentRead> {
  if (!existsSync(file)) return { ok: false, why: `没有这个文件：${file}` }
  const bytes = readFileSync(file)
  const read = READERS[extname(file).toLowerCase()]
  if (!read) return { ok: false, why: `不认识“${basename(file)}”这种文件；可以导入 ${Object.keys(READERS).join(' ')}` }
  try {
    const blocks = await read(bytes)
    return blocks.length > 0 ? { ok: true, blocks } : { ok: false, why: `“${basename(file)}”${IS_A_SCAN}` }
  } catch {
    // The libraries' own messages are about zip entries and xref tables: no help to an editor.
    return { ok: false, why: `“${basename(file)}”打不开：文件可能损坏、加了密码，或者扩展名和内容不一致。` }
  }
}

const READERS: Readonly<Record<string, (bytes: Buffer) => Promise<readonly DocumentBlock[]>>> = {
  '.docx': readDocx,
  '.pdf': readPdf,
  '.xlsx': readXlsx,
  '.md': readMarkdownText,
}

async function readDocx(bytes: Buffer): Promise<readonly DocumentBlock[]> {
  const { convertToHtml } = await import('mammoth')
  const { value: html } = await convertToHtml({ buffer: bytes })
  const parts = html.match(/<table>[\s\S]*?<\/table>|<(h[1-6]|p|li)>[\s\S]*?<\/\1>/g) ?? []
  return parts.flatMap((part): readonly DocumentBlock[] => {
    if (part.startsWith('<table>')) {
      const rows = part.match(/<tr>[\s\S]*?<\/tr>/g) ?? []
      return [
        { kind: 'table', rows: rows.map((row) => (row.match(/<t[dh][^>]*>[\s\S]*?<\/t[dh]>/g) ?? []).map(plain)) },
      ]
    }
    const level = /^<h([1-6])>/.exec(part)?.[1]
    const text = plain(part)
    if (text === '') return []
    return level ? [{ kind: 'heading', level: Number(level) <= 2 ? 2 : 3, text }] : blocksOf([text])
  })
}

async function readPdf(bytes: Buffer): Promise<readonly DocumentBlock[]> {
  const { extractText, getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(pdf, { mergePages: false })
  const words = text.join('').replace(/\s/g, '')
  // A scan often carries a page number or a stamp as text: a few characters a page are no document.
  if (words.length < text.length * 20) return []
  return blocksOf(text.flatMap((page) => page.split('\n')).filter((line) => !PAGE_NUMBER.test(line)))
}

const PAGE_NUMBER = /^[\s—-]*\d{1,4}[\s—-]*$/

async function readXlsx(bytes: Buffer): Promise<readonly DocumentBlock[]> {
  const { default: exceljs } = await import('exceljs')
  const book = new exceljs.Workbook()
  await book.xlsx.load(new Uint8Array(bytes).buffer)
  return book.worksheets.flatMap((sheet): readonly DocumentBlock[] => {
    const rows: string[][] = []
    sheet.eachRow((row) => {
      rows.push(
        Array.from({ length: sheet.columnCount }, (_, i) =>
          cellText(row.getCell(i + 1).value, row.getCell(i + 1).text),
        ),
      )
    })
    return rows.length > 0 ? [{ kind: 'table', rows }] : []
  })
}

/** A date cell as the day it shows: Excel keeps days as UTC midnights. */
function cellText(value: unknown, text: string): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : text.trim()
}

function readMarkdownText(bytes: Buffer): Promise<readonly DocumentBlock[]> {
  const blocks: DocumentBlock[] = []
  let table: string[][] = []
  let lines: string[] = []
  const close = () => {
    if (table.length > 0) blocks.push({ kind: 'table', rows: table })
    blocks.push(...blocksOf(lines))
    table = []
    lines = []
  }
  for (const line of bytes.toString('utf8').split(/\r?\n/)) {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const isRow = /^\s*\|.*\|\s*$/.test(line)
    if (heading || isRow !== table.length > 0) close()
    if (heading) blocks.push({ kind: 'heading', level: (heading[1] ?? '').length <= 2 ? 2 : 3, text: heading[2] ?? '' })
    else if (!isRow) lines.push(line)
    else if (!/^[\s|:-]+$/.test(line))
      table.push(
        line
          .trim()
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      )
  }
  close()
  return Promise.resolve(blocks)
}

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim()
}
