/**
 * My hold on conversations, as this window knows it: the token messages are composed under. Kept for the window, so
 * that a reload goes on with it; another window of the same operator has to take anew.
 */
import type { HoldView } from '../../console/views'
import { type Called, post } from './server'

const RENEW_BEFORE_MS = 75_000

export class Hold {
  readonly #conversation: string
  #held: HoldView | undefined

  constructor(conversation: string) {
    this.#conversation = conversation
    const token = Number(sessionStorage.getItem(this.#key()))
    // Kept from before a reload: renewed, and thereby proved, at the first chance.
    if (token > 0) this.#held = { token, until: '' }
  }

  get token(): number | undefined {
    return this.#held?.token
  }

  async take(): Promise<Called<HoldView>> {
    const called = await this.#post<HoldView>('take')
    if (called.ok) this.#keep(called.value)
    return called
  }

  /** False when the hold is lost; a network that is gone says nothing about it. */
  async keepAlive(now: string): Promise<boolean> {
    if (!this.#held) return true
    if (Date.parse(this.#held.until) - Date.parse(now) > RENEW_BEFORE_MS) return true
    const called = await this.#post<HoldView>('renew', { token: this.#held.token })
    if (called.ok) this.#keep(called.value)
    else if (called.status === 409) this.forget()
    return called.ok || called.status !== 409
  }

  async release(ending: 'helped' | 'backToQueue', seen: number): Promise<Called<object>> {
    const called = await this.#post<object>('release', { token: this.#held?.token, ending, seen })
    if (called.ok || called.status === 409) this.forget()
    return called
  }

  forget(): void {
    this.#held = undefined
    sessionStorage.removeItem(this.#key())
  }

  #keep(held: HoldView): void {
    this.#held = held
    sessionStorage.setItem(this.#key(), String(held.token))
  }

  #post<T>(what: string, body: object = {}): Promise<Called<T>> {
    return post<T>(`conversations/${encodeURIComponent(this.#conversation)}/${what}`, body)
  }

  #key(): string {
    return `hold:${this.#conversation}`
  }
}
