/** Questions not answered well, for policy staff: matters in a list, one of them in full, ticked off when seen to. */
import type { ClusterView, QuestionsView, SettledView } from '../../console/views'
import { button, find, make } from '../resident/element'
import { drawMatter, nameOf } from './matter'
import { type Called, get, post } from './server'
import { clockTime } from './times'
import { WORDS } from './words'

export interface Questions {
  /** The list, looked up anew. */
  open(): void
}

type Order = 'most' | 'newest'

const byOrder: Readonly<Record<Order, (a: ClusterView, b: ClusterView) => number>> = {
  most: (a, b) => b.open - a.open || b.newest.localeCompare(a.newest),
  newest: (a, b) => b.newest.localeCompare(a.newest) || b.open - a.open,
}

export function setUpQuestions(
  openTalk: (id: string) => void,
  failed: (called: Called<unknown>) => boolean,
): Questions {
  const pane = find('questions', HTMLElement)
  const list = find('question-list', HTMLElement)
  const summary = find('questions-summary', HTMLElement)
  const place = find('matter', HTMLElement)
  let view: QuestionsView | undefined
  let order: Order = 'most'
  let shown: string | undefined

  const drawList = ({ clusters, now }: QuestionsView) => {
    const rows = [...clusters].sort(byOrder[order]).map((cluster) => drawLine(cluster, now))
    list.replaceChildren(...(rows.length === 0 ? [make('p', { class: 'empty' }, WORDS.noQuestions)] : rows))
  }
  const drawLine = (cluster: ClusterView, now: string) => {
    const row = button('', 'row', () => show(cluster))
    row.classList.toggle('open', keyOf(cluster) === shown)
    row.append(
      make('span', { class: 'matter' }, nameOf(cluster)),
      make('b', { class: 'times' }, WORDS.times(cluster.open)),
      make('span', { class: 'about' }, cluster.asked[0]?.text ?? ''),
      make('time', {}, clockTime(cluster.newest, now)),
    )
    return row
  }
  const show = (cluster: ClusterView) => {
    shown = keyOf(cluster)
    pane.dataset.pane = 'matter'
    place.replaceChildren(back, ...drawMatter(cluster, view?.now ?? cluster.newest, { openTalk, settle }))
    place.scrollTop = 0
    if (view) drawList(view)
  }
  const close = (told: string) => {
    shown = undefined
    pane.dataset.pane = 'list'
    place.replaceChildren(make('p', { class: 'empty', role: 'status' }, told))
  }
  const back = button(WORDS.back, 'back', () => close(WORDS.chooseMatter))
  const refresh = async () => {
    if (!view) summary.textContent = WORDS.searching
    const called = await get<QuestionsView>('questions')
    if (called.ok) {
      view = called.value
      const count = view.clusters.reduce((sum, each) => sum + each.open, 0)
      summary.textContent = WORDS.questionsSummary(count, view.clusters.length, view.conversations)
      drawList(view)
    } else if (!failed(called)) summary.textContent = called.message
  }
  const settle = async ({ asked }: ClusterView) => {
    const questions = asked.map(({ conversation, entry }) => ({ conversation, entry }))
    const called = await post<SettledView>('questions/settle', { questions })
    if (called.ok) close(WORDS.settled(called.value.settled))
    else if (!failed(called)) summary.textContent = called.message
    void refresh()
  }
  for (const each of ['most', 'newest'] as const) {
    const press = find(`order-${each}`, HTMLButtonElement)
    press.addEventListener('click', () => {
      order = each
      for (const name of ['most', 'newest'] as const)
        find(`order-${name}`, HTMLButtonElement).setAttribute('aria-pressed', String(name === each))
      if (view) drawList(view)
    })
  }

  return {
    open() {
      if (shown === undefined) close(WORDS.chooseMatter)
      void refresh()
    },
  }
}

const keyOf = ({ passage, asked }: ClusterView) => passage ?? `${asked[0]?.conversation} ${asked[0]?.entry}`
