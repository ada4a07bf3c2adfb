/** What of a changed passage is different, for an editor: its wordings, its heading, or the first paragraph that is. */
import type { Paragraph, Passage } from '../passage'

export function sayPassageChange(old: Passage, now: Passage): string {
  const length = Math.max(old.paragraphs.length, now.paragraphs.length)
  for (let i = 0; i < length; i++) {
    const [before, after] = [sayParagraph(old.paragraphs[i]), sayParagraph(now.paragraphs[i])]
    if (before !== after) return `：${before} → ${after}`
  }
  const [before, after] = [new Set(old.wordings), new Set(now.wordings)]
  const added = now.wordings.filter((each) => !before.has(each)).length
  const removed = old.wordings.filter((each) => !after.has(each)).length
  return added + removed > 0 ? `（只动了问法：加 ${added} 个，删 ${removed} 个）` : '（只动了题目或环节）'
}

function sayParagraph(paragraph: Paragraph | undefined): string {
  if (!paragraph) return '没有这一段'
  const { text, period, region, basis } = paragraph
  const cited = basis.map(({ source, article }) => `${source}${article ? ` ${article}` : ''}`).join('；')
  return `“${text.replaceAll('\n', ' ')}”【${cited}】${region} ${period.from}～${period.to ?? '现行'}`
}
