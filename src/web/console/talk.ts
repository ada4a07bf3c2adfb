/**
 * One open conversation: follows its transcript every two seconds, keeps the hold alive, sends what is written. Two
 * answers never overtake each other: the next question is put when the last one is answered.
 */
import type { ConversationView, SentView } from '../../console/views'
import { find, make } from '../resident/element'
import { type Composer, type Outcome, setUpComposer } from './composer'
import { type Copilot, setUpCopilot } from './copilot'
import { drawDossier } from './dossier'
import { Hold } from './hold'
import { type Called, get, post } from './server'
import { drawHead, type Standing, standingHint, standingOf, type TalkActions } from './talk-head'
import { drawEntry } from './transcript'
import { WORDS } from './words'

const EVERY_MS = 2_000

export interface TalkEvents {
  /** What this window did changes the inbox. */
  changed(): void
  back(): void
  openCase(number: string): void
  /** True when the answer was a refusal of the session, which ends everything. */
  failed(called: Called<unknown>): boolean
}

export class Talk {
  readonly #events: TalkEvents
  readonly #pane = find('talks', HTMLElement)
  readonly #head = find('talk-head', HTMLElement)
  readonly #log = find('log', HTMLElement)
  readonly #dossier = find('dossier', HTMLElement)
  readonly #composer: Composer = setUpComposer((text, id) => this.#send(text, id))
  readonly #copilot: Copilot = setUpCopilot((text) => this.#use(text))
  #id: string | undefined
  #hold: Hold | undefined
  #sequence = 0
  #drawn = ''
  #timer: number | undefined
  /** The last line stays in sight, whatever grows around the log, until the operator scrolls away from it. */
  #isAtEnd = true
  #height = 0

  constructor(events: TalkEvents) {
    this.#events = events
    this.#log.addEventListener('scroll', () => {
      // Not the operator's doing: the log has just been squeezed, and is about to be put right below.
      if (this.#log.clientHeight !== this.#height) return
      this.#isAtEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 60
    })
    new ResizeObserver(() => {
      this.#height = this.#log.clientHeight
      this.#stay()
    }).observe(this.#log)
    this.close()
  }

  get id(): string | undefined {
    return this.#id
  }

  open(id: string): void {
    this.close()
    this.#id = id
    this.#hold = new Hold(id)
    this.#log.replaceChildren(make('p', { class: 'empty' }, WORDS.opening))
    this.#composer.open(id)
    this.#pane.dataset.pane = 'talk'
    this.#copilot.follow(id)
    void this.#follow(id)
  }

  close(): void {
    window.clearTimeout(this.#timer)
    this.#id = undefined
    this.#hold = undefined
    this.#sequence = 0
    this.#isAtEnd = true
    this.#drawn = ''
    this.#head.replaceChildren()
    this.#dossier.replaceChildren()
    this.#log.replaceChildren(make('p', { class: 'empty' }, WORDS.choose))
    this.#copilot.clear()
    this.#composer.open('')
    this.#composer.offer(false)
    this.#pane.dataset.pane = 'list'
    this.#pane.classList.remove('opened')
  }

  async #follow(id: string): Promise<void> {
    window.clearTimeout(this.#timer)
    const called = await get<ConversationView>(`conversations/${encodeURIComponent(id)}?after=${this.#sequence}`)
    if (this.#id !== id) return // another one was opened meanwhile
    if (called.ok) await this.#show(called.value)
    else if (this.#events.failed(called) || called.status === 404) {
      this.close()
      return
    }
    if (this.#id !== id) return
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#follow(id), EVERY_MS)
  }

  async #show(view: ConversationView): Promise<void> {
    const hold = this.#hold
    if (!hold) return
    if (hold.token !== undefined && (!view.lease?.mine || !(await hold.keepAlive(view.now)))) {
      hold.forget()
      this.#composer.tell(WORDS.lost)
    }
    if (this.#hold !== hold) return
    this.#pane.classList.add('opened')
    this.#addEntries(view)
    const standing = standingOf(view, hold.token !== undefined)
    const isFirst = this.#drawn === ''
    this.#composer.offer(standing === 'held')
    if (isFirst && standing === 'held' && window.matchMedia('(pointer: fine)').matches) this.#composer.focus()
    this.#drawAround(view, standing)
  }

  #addEntries(view: ConversationView): void {
    const fresh = view.entries.filter(({ sequence }) => sequence > this.#sequence)
    this.#sequence = Math.max(this.#sequence, view.sequence)
    if (fresh.length === 0) return
    const isFirst = this.#log.querySelector('.line, .notice') === null
    if (isFirst) this.#log.replaceChildren()
    this.#log.append(...fresh.map((entry) => drawEntry(entry, view.now)))
    this.#isAtEnd ||= isFirst
    this.#stay()
    if (!isFirst && fresh.some(({ from }) => from === 'resident')) this.#copilot.follow(view.id)
  }

  #stay(): void {
    if (this.#isAtEnd) this.#log.scrollTop = this.#log.scrollHeight
  }

  /** Drawn again only when something changed: a button under the finger stays where it is. */
  #drawAround(view: ConversationView, standing: Standing): void {
    const { entries: _entries, sequence: _sequence, now: _now, lease, ...rest } = view
    const drawn = JSON.stringify({ ...rest, standing, holder: lease?.operator })
    if (drawn === this.#drawn) return
    this.#drawn = drawn
    this.#head.replaceChildren(...drawHead(view, standing, this.#actions()))
    const hint = standingHint(view, standing)
    this.#head.dataset.hint = hint
    if (hint !== '') this.#head.append(make('p', { class: 'standing' }, hint))
    this.#dossier.replaceChildren(...drawDossier(view, this.#events.openCase))
  }

  #actions(): TalkActions {
    return {
      take: () => void this.#take(),
      release: (ending) => void this.#release(ending),
      back: () => {
        this.close()
        this.#events.back()
      },
      turn: () => {
        this.#pane.dataset.pane = this.#pane.dataset.pane === 'side' ? 'talk' : 'side'
      },
    }
  }

  async #take(): Promise<void> {
    const [id, hold] = [this.#id, this.#hold]
    if (id === undefined || !hold) return
    const called = await hold.take()
    this.#tell(id, called.ok ? '' : called.message)
    this.#again(id)
    if (called.ok && this.#id === id) {
      this.#composer.offer(true)
      this.#composer.focus()
    }
  }

  async #release(ending: 'helped' | 'backToQueue'): Promise<void> {
    const [id, hold] = [this.#id, this.#hold]
    if (id === undefined || !hold) return
    const called = await hold.release(ending, this.#sequence)
    this.#tell(id, called.ok ? '' : called.message)
    this.#again(id)
  }

  async #send(text: string, messageId: string): Promise<Outcome> {
    const [id, hold] = [this.#id, this.#hold]
    if (id === undefined || hold?.token === undefined) return 'kept'
    const body = { token: hold.token, id: messageId, text }
    const called = await post<SentView>(`conversations/${encodeURIComponent(id)}/messages`, body)
    if (!called.ok && called.code === 'message.dropped') {
      hold.forget()
      this.#composer.offer(false)
    }
    this.#tell(id, called.ok ? sentWord(called.value) : called.message)
    this.#again(id)
    return called.ok ? 'sent' : 'kept'
  }

  #use(text: string): void {
    this.#composer.put(text)
    this.#pane.dataset.pane = 'talk'
  }

  #tell(id: string, words: string): void {
    if (this.#id === id) this.#composer.tell(words)
  }

  #again(id: string): void {
    this.#events.changed()
    if (this.#id === id) void this.#follow(id)
  }
}

function sentWord({ reached, covered }: SentView): string {
  if (!reached) return WORDS.unreached
  return covered ? WORDS.covered : ''
}
