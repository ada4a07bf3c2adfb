/** Beside the conversation: the half-filled application, what the resident told of themselves, their cases. */
import type { ConversationView } from '../../console/views'
import { button, make } from '../resident/element'
import { WORDS } from './words'

type Row = readonly [label: string, shown: string | Node, open?: boolean]

export function drawDossier(view: ConversationView, openCase: (number: string) => void): HTMLElement[] {
  return [...drawIntake(view), ...drawKnown(view), ...drawCases(view, openCase)]
}

function drawIntake({ intake, paused }: ConversationView): HTMLElement[] {
  const others = paused > 0 ? [make('p', { class: 'hint' }, WORDS.paused(paused))] : []
  if (!intake) return others.length > 0 ? [make('section', {}, make('h2', {}, WORDS.intake), ...others)] : []
  const { done, of } = intake.step
  const asking = intake.asking
    ? make('div', { class: 'asking' }, make('b', {}, WORDS.asking(intake.asking.label)), intake.asking.question)
    : make('div', { class: 'asking' }, WORDS.atReview)
  return [
    make(
      'section',
      { class: 'intake' },
      make('h2', {}, WORDS.intake, make('span', { class: 'hint' }, WORDS.intakeStep(done, of))),
      make('p', { class: 'form-title' }, intake.title),
      make('progress', { max: String(of), value: String(done), 'aria-hidden': 'true' }),
      asking,
      ...intake.sections.flatMap(({ title, lines }) => [
        make('h3', {}, title),
        table(lines.map(({ label, shown, open }): Row => [label, shown, open])),
      ]),
      ...others,
    ),
  ]
}

function drawKnown({ topic, region, facts }: ConversationView): HTMLElement[] {
  const rows: Row[] = [
    ...(topic ? [[WORDS.about, topic] as const] : []),
    ...(region ? [[WORDS.region, region] as const] : []),
    ...facts.map(({ label, shown }) => [label, shown] as const),
  ]
  return rows.length === 0 ? [] : [make('section', {}, make('h2', {}, WORDS.known), table(rows))]
}

function drawCases({ cases }: ConversationView, openCase: (number: string) => void): HTMLElement[] {
  if (cases.length === 0) return []
  const links = cases.map(({ number }) => button(number, 'link', () => openCase(number)))
  return [make('section', {}, make('h2', {}, WORDS.itsCases), ...links)]
}

export function table(rows: readonly Row[]): HTMLElement {
  return make(
    'dl',
    { class: 'rows' },
    ...rows.map(([label, shown, open]) =>
      make('div', { class: open ? 'open' : undefined }, make('dt', {}, label), make('dd', {}, shown)),
    ),
  )
}
