/** Draws one reply: lead line, lists, the parts its kind brings (step, review, case number, calls) and its sources. */
import type { ReplyChannelData } from '../../channels/render'
import { button, make } from './element'
import { readAloudButton } from './speech'
import { type Block, splitPhones, typeset } from './typeset'
import { WORDS } from './words'

export interface ReplyActions {
  say(text: string): void
}

export function drawReply(shown: ReplyChannelData, actions: ReplyActions): HTMLElement {
  const emergency = shown.kind === 'crisis'
  const card = make('article', { class: `reply ${shown.kind}` })
  if (shown.kind === 'operator') card.append(make('p', { class: 'speaker' }, WORDS.operator))
  if (shown.generated) card.append(make('p', { class: 'generated' }, WORDS.generated))
  if (shown.step) card.append(drawStep(shown.step))
  const [first, ...rest] = typeset(shown.body).map((block) => drawBlock(block, emergency))
  const sheets = (shown.sections ?? []).map((section) => drawSection(section, actions))
  if (sheets.length > 0) card.append(make('div', { class: 'words' }, first ?? ''), ...sheets)
  card.append(make('div', { class: 'words' }, ...(sheets.length > 0 || !first ? rest : [first, ...rest])))
  if (emergency) card.append(drawCalls(shown.body))
  if (shown.caseNumber !== undefined) card.append(drawCaseNumber(shown.caseNumber))
  const basis = shown.citations.length > 0 ? drawBasis(shown.citations) : undefined
  card.append(make('div', { class: basis ? 'foot ruled' : 'foot' }, readAloudButton(shown.body), basis))
  return card
}

function drawBlock(block: Block, emergency: boolean): HTMLElement {
  switch (block.kind) {
    case 'lead':
      return make('p', { class: block.text.length > 72 ? 'lead long' : 'lead' }, ...drawText(block.text, emergency))
    case 'heading':
      return make('h3', {}, block.text.replace(/^【|】$|[：:]$/g, ''))
    case 'paragraph':
      return make('p', {}, ...drawText(block.text, emergency))
    case 'list':
      return make('ul', {}, ...block.items.map((item) => drawItem(item, emergency)))
  }
}

function drawItem(item: { mark: string; text: string }, emergency: boolean): HTMLElement {
  const mark = make('span', { class: item.mark === '' ? 'dot' : 'mark' }, item.mark)
  return make('li', {}, mark, make('span', {}, ...drawText(item.text, emergency)))
}

/** A short label before a colon stands out; telephone numbers can be dialled. */
function drawText(text: string, emergency: boolean): (Node | string)[] {
  const label = /^([^，。；、：:！？《》]{1,10}[：:])(?=.)/.exec(text)?.[1] ?? ''
  const rest = splitPhones(text.slice(label.length), emergency).map((part) =>
    part.kind === 'phone' ? make('a', { href: `tel:${part.text}` }, part.text) : part.text,
  )
  return label === '' ? rest : [make('b', {}, label), ...rest]
}

function drawStep({ done, of }: { done: number; of: number }): HTMLElement {
  const step = Math.min(done + 1, of)
  const bar = make('progress', { max: String(of), value: String(step), 'aria-hidden': 'true' })
  return make('div', { class: 'step' }, make('span', {}, WORDS.step(step, of)), bar)
}

function drawCalls(text: string): HTMLElement {
  const phones = splitPhones(text, true).filter((part) => part.kind === 'phone')
  const numbers = [...new Set(phones.map((part) => part.text))]
  const calls = numbers.map((number) => make('a', { class: 'call', href: `tel:${number}` }, WORDS.call(number)))
  return make('div', { class: 'calls' }, ...calls)
}

function drawCaseNumber(number: string): HTMLElement {
  const copy = button(WORDS.copy, 'quiet', () => {
    void copyText(number).then((copied) => {
      if (copied) copy.textContent = WORDS.copied
    })
  })
  const shown = make('strong', { class: 'number' }, number)
  return make('div', { class: 'case' }, make('span', { class: 'label' }, WORDS.caseNumber), shown, copy)
}

/** The clipboard needs https; where there is none, the number is selected the old way. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
  const field = make('textarea', { class: 'unseen', readonly: '' })
  field.value = text
  document.body.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}

type Section = NonNullable<ReplyChannelData['sections']>[number]

function drawSection(section: Section, { say }: ReplyActions): HTMLElement {
  const rows = section.lines.map((line) => {
    const edit = button(WORDS.edit, 'edit', () => say(WORDS.editLabel(line.label)))
    edit.setAttribute('aria-label', WORDS.editLabel(line.label))
    const label = make('th', { scope: 'row' }, line.label)
    return make('tr', {}, label, make('td', {}, line.shown), make('td', { class: 'act' }, edit))
  })
  return make('table', { class: 'sheet' }, make('caption', {}, section.title), make('tbody', {}, ...rows))
}

function drawBasis(citations: ReplyChannelData['citations']): HTMLElement {
  const items = citations.map((citation) => {
    const article = citation.article ? ` ${citation.article}` : ''
    const about = [citation.number ?? '', inForce(citation.effectiveFrom)].filter((part) => part !== '').join(' · ')
    return make('li', {}, make('cite', {}, `《${citation.document}》${article}`), make('small', {}, about))
  })
  return make(
    'details',
    { class: 'basis' },
    make('summary', {}, WORDS.basis(citations.length)),
    make('ol', {}, ...items),
  )
}

function inForce(day: string): string {
  const [year, month, date] = day.split('-')
  return year && month && date ? WORDS.inForce(year, month, date) : ''
}
