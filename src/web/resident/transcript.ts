/**
 * The conversation on the screen: what the resident said and in which state it is, the replies, the choices of the
 * last reply only, and the sign that an answer is coming.
 */
import type { ReplyChannelData } from '../../channels/render'
import { button, make } from './element'
import { drawReply, type ReplyActions } from './reply-view'
import { WORDS } from './words'

export type SayState = { kind: 'sending' } | { kind: 'sent' } | { kind: 'failed'; why: string; again(): void }

const PATIENCE_MS = 1_500

export class Transcript {
  readonly #log: HTMLElement
  readonly #actions: ReplyActions
  readonly #said = new Map<string, HTMLElement>()
  readonly #patience = make('span')
  readonly #typing = make('div', { class: 'typing' }, make('i'), make('i'), make('i'), this.#patience)
  #slow: number | undefined
  #choices: HTMLElement | undefined
  #rating: HTMLElement | undefined

  constructor(log: HTMLElement, actions: ReplyActions) {
    this.#log = log
    this.#actions = actions
  }

  /** The resident's own line: at once when they send it, or from the transcript after a reload. */
  said(clientId: string, text: string, files: readonly string[], state: SayState): void {
    this.#dropChoices()
    const bubble = make('p', { class: 'bubble' }, text, ...files.map((name) => make('span', { class: 'file' }, name)))
    const line = make('div', { class: 'said' }, bubble, make('div', { class: 'state' }))
    this.#said.set(clientId, line)
    this.#log.append(line)
    this.mark(clientId, state)
  }

  has(clientId: string): boolean {
    return this.#said.has(clientId)
  }

  mark(clientId: string, state: SayState): void {
    const line = this.#said.get(clientId)
    // Once seen in the transcript it is sent, even if the answer to sending it was lost on the way.
    if (!line || line.dataset.state === 'sent') return
    line.dataset.state = state.kind
    const place = line.querySelector('.state')
    if (state.kind === 'sending') place?.replaceChildren(WORDS.sending)
    else if (state.kind === 'sent') place?.replaceChildren()
    else place?.replaceChildren(state.why, button(WORDS.sendAgain, 'again', state.again))
  }

  replied(shown: ReplyChannelData): void {
    this.waiting(false)
    this.#dropChoices()
    const card = drawReply(shown, this.#actions)
    this.#log.append(card)
    if (isRated(shown)) {
      this.#rating = drawRating(this.#actions)
      card.append(this.#rating)
    }
    if (shown.choices.length === 0) return
    const choices = shown.choices.map((choice) => button(choice, 'choice', () => this.#actions.say(choice)))
    const long = shown.choices.some((choice) => choice.length > 9)
    this.#choices = make('div', { class: long ? 'choices long' : 'choices' }, ...choices)
    this.#log.append(this.#choices)
  }

  /** Nothing of an answer is shown before all of it was checked: what takes longer is said in words. */
  waiting(isWaiting: boolean): void {
    window.clearTimeout(this.#slow)
    this.#patience.textContent = ''
    if (!isWaiting) {
      this.#typing.remove()
      return
    }
    this.#log.append(this.#typing)
    this.#slow = window.setTimeout(() => {
      this.#patience.textContent = WORDS.patience
    }, PATIENCE_MS)
  }

  clear(): void {
    this.#log.replaceChildren()
    this.#said.clear()
    this.#choices = undefined
  }

  /** The last question stays at the top of the screen, so that a long answer is read from its beginning. */
  reveal(): void {
    const lines = this.#log.querySelectorAll('.said')
    const last = lines[lines.length - 1] ?? this.#log.lastElementChild
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    last?.scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' })
  }

  #dropChoices(): void {
    this.#choices?.remove()
    this.#choices = undefined
    this.#rating?.remove()
    this.#rating = undefined
  }
}

const isRated = ({ kind }: ReplyChannelData) => kind === 'answer' || kind === 'standard' || kind === 'assessment'

/** Says 有用 or 没用 like any message, so that it is kept with the conversation and works on every channel. */
function drawRating({ say }: ReplyActions): HTMLElement {
  const rate = (word: string) => button(word, 'rate', () => say(word))
  return make('div', { class: 'rating' }, rate(WORDS.useful), rate(WORDS.useless))
}
