/** The head of an open conversation: whose it is, why it waits, who holds it, and what the operator can do now. */
import type { ConversationView } from '../../console/views'
import { button, make } from '../resident/element'
import { WORDS } from './words'

export interface TalkActions {
  take(): void
  release(ending: 'helped' | 'backToQueue'): void
  back(): void
  /** On a narrow screen: the transcript or the side. */
  turn(): void
}

export type Standing = 'free' | 'held' | 'elsewhere' | 'other'

export function standingOf({ lease }: ConversationView, hasToken: boolean): Standing {
  if (!lease) return 'free'
  if (!lease.mine) return 'other'
  return hasToken ? 'held' : 'elsewhere'
}

export function drawHead(view: ConversationView, standing: Standing, actions: TalkActions): HTMLElement[] {
  const badge = view.whyLabel ? make('span', { class: `badge ${view.why}` }, view.whyLabel) : undefined
  const about = [view.channel, view.topic, view.region].filter((part) => part !== undefined)
  return [
    button(WORDS.back, 'back', actions.back),
    make(
      'div',
      { class: 'whose' },
      make('h2', {}, WORDS.resident(view.tag), badge),
      make('p', { class: 'about' }, about.join(' · ')),
    ),
    make('div', { class: 'acts' }, ...acts(view, standing, actions), turnButton(actions)),
  ]
}

export function standingHint(view: ConversationView, standing: Standing): string {
  switch (standing) {
    case 'free':
      return WORDS.takeHint
    case 'elsewhere':
      return WORDS.heldElsewhere
    case 'other':
      return WORDS.heldByOther(view.lease?.operator ?? '')
    case 'held':
      return ''
  }
}

function acts(view: ConversationView, standing: Standing, actions: TalkActions): HTMLElement[] {
  switch (standing) {
    case 'free':
      return [button(WORDS.take, 'act', actions.take)]
    case 'elsewhere':
      return [button(WORDS.takeAgain, 'act', actions.take)]
    case 'other':
      return [make('span', { class: 'holder' }, WORDS.heldBy(view.lease?.operator ?? ''))]
    case 'held':
      return [
        make('span', { class: 'holder mine' }, WORDS.youHold),
        button(WORDS.handBack, 'quiet', () => actions.release('backToQueue')),
        finishButton(actions),
      ]
  }
}

const SURE_MS = 4_000

/** Twice, because the resident is told at once that the person has gone. */
function finishButton({ release }: TalkActions): HTMLElement {
  let armed: number | undefined
  const press = button(WORDS.finish, 'quiet', () => {
    if (armed !== undefined) {
      window.clearTimeout(armed)
      release('helped')
      return
    }
    press.textContent = WORDS.finishSure
    armed = window.setTimeout(() => {
      armed = undefined
      press.textContent = WORDS.finish
    }, SURE_MS)
  })
  return press
}

function turnButton({ turn }: TalkActions): HTMLElement {
  const press = button(WORDS.dossier, 'quiet turn', () => {
    turn()
    const showsSide = document.getElementById('talks')?.dataset.pane === 'side'
    press.textContent = showsSide ? WORDS.talk : WORDS.dossier
  })
  return press
}
