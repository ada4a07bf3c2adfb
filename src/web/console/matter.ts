/** One matter that was asked about and not answered well: every wording, what was told, and the button that ticks it off. */
import type { AskedView, ClusterView } from '../../console/views'
import { button, make } from '../resident/element'
import { clockTime } from './times'
import { WORDS } from './words'

export const nameOf = ({ programme, title, passage }: ClusterView) =>
  [programme, title ?? passage].filter(Boolean).join(' · ') || WORDS.nothingNear

interface MatterActions {
  openTalk(id: string): void
  settle(cluster: ClusterView): Promise<void>
}

export function drawMatter(cluster: ClusterView, now: string, { openTalk, settle }: MatterActions): HTMLElement[] {
  const { marks, useful, passage, asked } = cluster
  return [
    make(
      'div',
      { class: 'case-head' },
      make('h2', {}, nameOf(cluster)),
      settling(() => settle(cluster)),
    ),
    make(
      'p',
      { class: 'marks' },
      ...marks.map(({ mark, label, count }) => make('span', { class: `badge ${mark}` }, WORDS.marked(label, count))),
      useful > 0 ? make('span', { class: 'hint' }, WORDS.foundUseful(useful)) : undefined,
    ),
    make('p', { class: 'hint' }, passage === undefined ? WORDS.nothingNearHint : WORDS.nearest(passage)),
    make('h3', {}, WORDS.askedHere, make('span', { class: 'hint' }, WORDS.askedHint)),
    ...asked.map((each) => drawAsked(each, now, openTalk)),
  ]
}

/** Pressed twice: what is ticked off is not shown again. */
function settling(settle: () => Promise<void>): HTMLElement {
  let sure = false
  const press = button(WORDS.settle, 'act', () => {
    if (sure) {
      press.disabled = true
      void settle()
      return
    }
    sure = true
    press.textContent = WORDS.settleSure
  })
  return press
}

function drawAsked(
  { conversation, tag, at, text, mark, label, answer }: AskedView,
  now: string,
  openTalk: (id: string) => void,
) {
  const told = make('details', {}, make('summary', {}, WORDS.toldThen), make('p', { class: 'wording' }, answer))
  return make(
    'article',
    { class: 'asked' },
    make(
      'p',
      { class: 'asked-head' },
      make('time', {}, clockTime(at, now)),
      make('span', { class: `badge ${mark}` }, label),
      button(WORDS.openTalkOf(tag), 'link', () => openTalk(conversation)),
    ),
    make('p', { class: 'wording' }, text),
    told,
  )
}
