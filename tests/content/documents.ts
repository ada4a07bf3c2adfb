/** Small real documents as an office would send them, made here: a Word file, a PDF with and without text, a workbook. */
import { writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import exceljs from 'exceljs'

/** `table` comes after the paragraphs. A paragraph starting with # is a heading of Word's own. */
export function writeDocx(
  file: string,
  paragraphs: readonly string[],
  table: readonly (readonly string[])[] = [],
): void {
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
  const paragraph = (text: string) =>
    text.startsWith('#')
      ? `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>${run(text.slice(1))}</w:p>`
      : `<w:p>${run(text)}</w:p>`
  const rows = table.map((row) => `<w:tr>${row.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`)
  const grid = rows.length > 0 ? `<w:tbl>${rows.join('')}</w:tbl>` : ''
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  const rels = 'http://schemas.openxmlformats.org/package/2006/relationships'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  writeFileSync(
    file,
    zip({
      '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${main}.styles+xml"/></Types>`,
      '_rels/.rels': `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
      'word/_rels/document.xml.rels': `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
      'word/styles.xml': `<w:styles ${w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
      'word/document.xml': `<w:document ${w}><w:body>${paragraphs.map(paragraph).join('')}${grid}</w:body></w:document>`,
    }),
  )
}

/** Stored, not compressed: the simplest zip there is. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, text] of Object.entries(files)) {
    const [nameBytes, bytes] = [Buffer.from(name), Buffer.from(text)]
    const both = Buffer.alloc(26)
    both.writeUInt16LE(20, 0)
    both.writeUInt32LE(crc32(bytes), 10)
    both.writeUInt32LE(bytes.length, 14)
    both.writeUInt32LE(bytes.length, 18)
    both.writeUInt16LE(nameBytes.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), both, nameBytes, bytes])
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), both, place, nameBytes]))
    locals.push(local)
    at += local.length
  }
  const size = central.reduce((sum, each) => sum + each.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, ...central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** One page; without lines it is what a scanner makes: a page on which nothing is written. */
export function writePdf(file: string, lines: readonly string[]): void {
  const codes = new Map([...new Set(lines.join(''))].map((letter, i) => [letter, hex(i + 1)]))
  const show = lines.map((line) => `<${[...line].map((letter) => codes.get(letter)).join('')}> Tj 0 -20 Td`)
  const page = lines.length > 0 ? `BT /F1 12 Tf 50 780 Td ${show.join('\n')} ET` : '0 0 10 10 re f'
  const map = [...codes].map(([letter, code]) => `<${code}> <${hex(letter.charCodeAt(0))}>`)
  const cmap = `begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n${map.length} beginbfchar\n${map.join('\n')}\nendbfchar endcmap`
  const stream = (text: string) => `<< /Length ${Buffer.byteLength(text)} >>\nstream\n${text}\nendstream`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    stream(page),
    '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 8 0 R >>',
    stream(cmap),
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = Buffer.byteLength(text)
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const start = Buffer.byteLength(text)
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  writeFileSync(file, `${text}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
}

const hex = (code: number) => code.toString(16).toUpperCase().padStart(4, '0')

export async function writeXlsx(file: string, rows: readonly (readonly (string | number | Date)[])[]): Promise<void> {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('标准')
  for (const row of rows) sheet.addRow([...row])
  await book.xlsx.writeFile(file)
}
