/** The lines of one conversation. Text is text: nothing a resident wrote is read as markup. */
import type { EntryView } from '../../console/views'
import { button, make } from '../resident/element'
import { clockTime } from './times'
import { WORDS } from './words'

/** Longer answers of the assistant are folded: the operator looks for what the resident said. */
const LONG_TEXT = 180

export function drawEntry(entry: EntryView, now: string): HTMLElement {
  const time = make('time', { datetime: entry.at }, clockTime(entry.at, now))
  if (entry.from === 'notice') return make('p', { class: 'notice' }, entry.text, ' ', time)
  const speaker = entry.operator ?? WORDS.speakers[entry.from]
  const label = entry.from === 'assistant' && entry.label ? make('span', { class: 'label' }, entry.label) : undefined
  const line = make(
    'article',
    { class: `line ${entry.from} ${entry.kind ?? ''}`.trim(), 'data-sequence': String(entry.sequence) },
    make('p', { class: 'speaker' }, speaker, label, time),
    ...drawText(entry),
  )
  if (entry.citations.length > 0) line.append(make('p', { class: 'sources' }, sayingSources(entry)))
  return line
}

function drawText({ from, kind, text }: EntryView): HTMLElement[] {
  const inner = make('span', {}, text)
  const words = make('p', { class: 'words' }, inner)
  if (kind === 'review') return [words, make('p', { class: 'sources' }, WORDS.reviewBeside)]
  if (from !== 'assistant' || text.length <= LONG_TEXT) return [words]
  inner.classList.add('folded')
  const unfold = button(WORDS.more, 'unfold', () => {
    const isFolded = inner.classList.toggle('folded')
    unfold.textContent = isFolded ? WORDS.more : WORDS.less
  })
  return [words, unfold]
}

function sayingSources({ citations }: EntryView): string {
  return WORDS.sources + citations.map(sayCitation).join('；')
}

export function sayCitation({ document, article }: EntryView['citations'][number]): string {
  return `《${document}》${article ?? ''}`
}
