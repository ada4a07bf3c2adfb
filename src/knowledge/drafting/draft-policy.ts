/**
 * An official text → a draft policy.md: its parts as headings, every paragraph with its article number as the mark.
 * A draft for an editor: it says in the document's words what policy.md must say in ours, and figures are still in it.
 */
import type { DocumentBlock } from './document'

export interface PolicyDraft {
  readonly text: string
  readonly articles: number
  readonly paragraphs: number
}

export interface DraftHead {
  readonly programme: string
  readonly source: string
}

const ARTICLE = /^(第[一二三四五六七八九十百零\d]+条)(之[一二三四五六七八九十])?[\s　]*/

export function draftPolicy(blocks: readonly DocumentBlock[], head: DraftHead): PolicyDraft {
  const lines: string[] = []
  let article = ''
  let paragraphs = 0
  const articles = new Set<string>()
  for (const block of blocks) {
    if (block.kind === 'table') continue
    if (block.kind === 'heading') {
      // An article number does not run on into the next chapter's opening words.
      article = ''
      lines.push(`## ${block.text}`, '')
      continue
    }
    const found = ARTICLE.exec(block.text)
    if (found) {
      article = `${found[1] ?? ''}${found[2] ?? ''}`
      articles.add(article)
    }
    const said = found ? block.text.slice(found[0].length) : block.text
    if (said === '') continue
    paragraphs++
    lines.push(`${said}【${head.source}${article ? ` ${article}` : ''}】`, '')
  }
  // No reviewedOn: that is for whoever has made content of it.
  const front = `---\nprogramme: ${head.programme}\n---\n`
  return { text: `${front}\n${lines.join('\n')}`, articles: articles.size, paragraphs }
}

/** What an editor does with the draft before it is content. */
export const DRAFT_NOTES: readonly string[] = [
  '“##”只能是环节名（是什么、谁可以申请……）：把各段移到合适的环节下面，章节标题删掉。',
  '每个环节的第一段用大白话写直接答案；不要整句照抄条文。',
  '金额写进 standards.yaml，电话登记在 bureau.yaml；这里改成 {{standard:…}}、{{phone:…}}。',
  '新文件先在 sources.yaml 里登记（文号、施行日、取代了哪一份），出处里的依据名要和登记的 id 一样。',
]
