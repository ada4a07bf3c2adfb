/** Cases: those that need a person first; one of them in full; a parked hand-off sent on its way again. */
import type { CaseLine, CasesView, CaseView } from '../../console/views'
import { button, find, make } from '../resident/element'
import { table } from './dossier'
import { drawAnswer, drawPaper } from './reveal'
import { type Called, get, post } from './server'
import { inChina } from './times'
import { WORDS } from './words'

export interface Cases {
  /** The list, and one of them by number. */
  open(number?: string): void
}

export function setUpCases(openTalk: (id: string) => void, failed: (called: Called<unknown>) => boolean): Cases {
  const pane = find('cases', HTMLElement)
  const list = find('case-list', HTMLElement)
  const summary = find('cases-summary', HTMLElement)
  const place = find('case', HTMLElement)
  let shown: string | undefined

  const drawList = ({ cases, parked, due }: CasesView) => {
    summary.textContent = WORDS.casesSummary(parked, due)
    list.replaceChildren(...(cases.length === 0 ? [make('p', { class: 'empty' }, WORDS.noCases)] : cases.map(drawLine)))
  }
  const drawLine = (line: CaseLine) => {
    const press = button('', `row ${line.stage}`, () => void view(line.number))
    press.classList.toggle('open', line.number === shown)
    press.append(
      make('span', { class: 'number' }, line.number),
      make('span', { class: `stage ${line.stage}` }, line.stageLabel),
      make('span', { class: 'about' }, `${line.service} · ${line.region}`),
      make('time', {}, inChina(line.openedAt).slice(5)),
    )
    return press
  }
  const refresh = async () => {
    const called = await get<CasesView>('cases')
    if (called.ok) drawList(called.value)
    else if (!failed(called)) summary.textContent = called.message
  }
  const back = button(WORDS.back, 'back', () => {
    shown = undefined
    pane.dataset.pane = 'list'
  })
  const draw = (called: Called<CaseView>, told = '') => {
    if (!called.ok) {
      if (!failed(called)) place.replaceChildren(back, make('p', { class: 'empty' }, called.message))
      return
    }
    const replay = () => void replayCase(called.value.id)
    place.replaceChildren(back, ...drawCase(called.value, { replay, openTalk, told }))
  }
  const view = async (number: string) => {
    shown = number
    pane.dataset.pane = 'case'
    const called = await get<CaseView>(`cases/${encodeURIComponent(number)}`)
    if (shown === number) draw(called)
    void refresh()
  }
  const replayCase = async (id: string) => {
    const called = await post<CaseView>(`cases/${encodeURIComponent(id)}/replay`)
    draw(called, WORDS.replayed)
    void refresh()
  }

  return {
    open(number) {
      pane.dataset.pane = 'list'
      if (number !== undefined) {
        void view(number)
        return
      }
      if (shown === undefined) place.replaceChildren(make('p', { class: 'empty' }, WORDS.chooseCase))
      void refresh()
    },
  }
}

interface CaseActions {
  replay(): void
  openTalk(id: string): void
  readonly told: string
}

function drawCase(view: CaseView, { replay, openTalk, told }: CaseActions): HTMLElement[] {
  const isParked = view.stage === 'needsPerson'
  return [
    make(
      'div',
      { class: 'case-head' },
      make('h2', { class: 'number' }, view.number),
      make('span', { class: `stage ${view.stage}` }, view.stageLabel),
      button(WORDS.openTalk, 'quiet', () => openTalk(view.conversation)),
      isParked ? button(WORDS.replay, 'act', replay) : undefined,
    ),
    ...(told ? [make('p', { class: 'told', role: 'status' }, told)] : []),
    ...(view.why ? [make('p', { class: 'why' }, make('b', {}, WORDS.stopped), view.why)] : []),
    table(summaryRows(view)),
    make('h3', {}, WORDS.answers, make('span', { class: 'hint' }, WORDS.answersHint)),
    table(view.answers.map((answer) => [answer.label, drawAnswer(view.id, answer)])),
    ...listed(
      WORDS.papers,
      view.papers.map((paper) => drawPaper(view.id, paper)),
    ),
    ...listed(WORDS.documents, view.documents),
    ...listed(WORDS.consents, view.consents.map(drawConsent)),
  ]
}

function summaryRows(view: CaseView): (readonly [string, string])[] {
  const { caseFields: names } = WORDS
  const { eligibility } = view
  const rows: readonly (readonly [string, string | undefined])[] = [
    [names.service, view.service],
    [names.region, view.region],
    [names.openedAt, inChina(view.openedAt)],
    [names.withdrawnAt, view.withdrawnAt && inChina(view.withdrawnAt)],
    [names.channel, view.channel],
    [names.attempts, String(view.attempts)],
    [names.appointment, view.appointment],
    [names.backendNumber, view.backendNumber],
    [names.latestStatus, view.latestStatus],
    [names.eligibility, eligibility && WORDS.outcomeOn(eligibility.outcome, eligibility.on)],
  ]
  return rows.flatMap(([label, shown]) => (shown === undefined ? [] : [[label, shown] as const]))
}

function drawConsent({ notice, at, answer, by }: CaseView['consents'][number]): HTMLElement {
  return make(
    'span',
    {},
    `${inChina(at)}　${notice}`,
    answer === undefined ? undefined : make('b', {}, WORDS.answered(answer, by)),
  )
}

function listed(title: string, lines: readonly (string | Node)[]): HTMLElement[] {
  if (lines.length === 0) return []
  return [make('h3', {}, title), make('ul', { class: 'lines' }, ...lines.map((line) => make('li', {}, line)))]
}
