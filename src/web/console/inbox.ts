/** The list of conversations: who waits, whom I hold, whom colleagues hold. ↑↓ move, Enter opens. */
import type { InboxLine, InboxView } from '../../console/views'
import { find, make } from '../resident/element'
import { clockTime, span } from './times'
import { WORDS } from './words'

export interface Inbox {
  show(view: InboxView): void
  /** The conversation that stands open beside the list. */
  mark(open: string | undefined): void
  focus(): void
}

export function setUpInbox(opened: (id: string) => void): Inbox {
  const place = find('inbox', HTMLElement)
  let chosen: string | undefined
  let open: string | undefined
  /** What was last said when a conversation stood open; a later line is unread. */
  const seen = new Map<string, string>()

  const rows = () => [...place.querySelectorAll<HTMLElement>('[role=option]')]
  const choose = (id: string | undefined, scroll = false) => {
    chosen = id
    for (const row of rows()) {
      const isChosen = row.dataset.id === id
      row.setAttribute('aria-selected', String(isChosen))
      row.classList.toggle('open', row.dataset.id === open)
      if (isChosen) place.setAttribute('aria-activedescendant', row.id)
      if (isChosen && scroll) row.scrollIntoView({ block: 'nearest' })
    }
  }
  const move = (by: 1 | -1) => {
    const ids = rows().map((row) => row.dataset.id)
    const at = ids.indexOf(chosen)
    choose(ids[at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by))], true)
  }

  place.addEventListener('focus', () => {
    if (!rows().some((row) => row.dataset.id === chosen)) move(-1)
  })
  place.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1)
    else if (event.key === 'Enter' && chosen !== undefined) opened(chosen)
    else return
    event.preventDefault()
  })
  place.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null
    if (!row?.dataset.id) return
    choose(row.dataset.id)
    opened(row.dataset.id)
  })

  return {
    show(view) {
      const draw = (line: InboxLine) => drawRow(line, view.now)
      const mine = view.mine.map((line) => {
        if (line.id === open || !seen.has(line.id)) seen.set(line.id, line.last?.at ?? '')
        return drawMine(line, view.now, seen.get(line.id) !== line.last?.at)
      })
      place.replaceChildren(
        ...section(WORDS.waiting, view.waiting.map(draw), WORDS.nobodyWaits),
        ...section(WORDS.mine, mine),
        ...section(WORDS.others, view.others.map(draw)),
      )
      choose(chosen)
    },
    mark(id) {
      open = id
      choose(id ?? chosen)
    },
    focus: () => place.focus(),
  }
}

function section(title: string, rows: readonly HTMLElement[], empty?: string): HTMLElement[] {
  if (rows.length === 0 && empty === undefined) return []
  const head = make('h2', { role: 'presentation' }, title, make('span', { class: 'count' }, String(rows.length)))
  return [head, ...(rows.length === 0 ? [make('p', { class: 'empty' }, empty)] : rows)]
}

function drawRow(line: InboxLine, now: string): HTMLElement {
  const isHeld = line.operator !== undefined
  return drawLine(line, now, isHeld ? WORDS.heldBy(line.operator ?? '') : WORDS.waited(span(line.since, now)))
}

function drawMine(line: InboxLine, now: string, isUnread: boolean): HTMLElement {
  const row = drawLine(line, now, isUnread ? WORDS.unread : '')
  row.classList.toggle('unread', isUnread)
  return row
}

function drawLine(line: InboxLine, now: string, when: string): HTMLElement {
  const badge = line.why === 'none' ? undefined : make('span', { class: `badge ${line.why}` }, line.whyLabel)
  const about = [WORDS.resident(line.tag), line.topic, line.channel].filter((part) => part !== undefined)
  return make(
    'div',
    { class: `row ${line.why}`, role: 'option', id: `row-${line.id}`, 'data-id': line.id, 'aria-selected': 'false' },
    make('p', { class: 'top' }, badge, make('span', { class: 'when' }, when)),
    make('p', { class: 'about' }, about.join(' · '), line.last && make('time', {}, clockTime(line.last.at, now))),
    make('p', { class: 'last' }, line.last?.text ?? WORDS.noMessage),
  )
}
