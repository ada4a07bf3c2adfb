/** Where the operator writes: Ctrl+Enter sends. A text that was not sent stays, under the conversation it is for. */
import { find } from '../resident/element'

export interface Composer {
  open(conversation: string): void
  /** Shown while a hold is there, or while an unsent text or a trouble is. */
  offer(isHeld: boolean): void
  tell(trouble: string): void
  put(text: string): void
  focus(): void
}

export type Outcome = 'sent' | 'kept'

export function setUpComposer(send: (text: string, id: string) => Promise<Outcome>): Composer {
  const place = find('composer', HTMLElement)
  const form = find('form', HTMLFormElement)
  const field = find('say', HTMLTextAreaElement)
  const press = find('send', HTMLButtonElement)
  const trouble = find('trouble', HTMLElement)
  const drafts = new Map<string, string>()
  let conversation = ''
  let isHeld = false
  let attempt = { text: '', id: '' }

  const refresh = () => {
    place.hidden = !isHeld && field.value === '' && trouble.textContent === ''
    press.disabled = !isHeld
    field.style.height = 'auto'
    field.style.height = `${Math.min(field.scrollHeight + 2, 220)}px`
  }
  const write = (text: string) => {
    field.value = text
    drafts.set(conversation, text)
    refresh()
  }

  field.addEventListener('input', () => write(field.value))
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = field.value.trim()
    if (text === '' || press.disabled) return
    // The same text tried again is the same message: it may have arrived although the answer did not.
    if (attempt.text !== text) attempt = { text, id: newId() }
    const from = conversation
    press.disabled = true
    void send(text, attempt.id).then((outcome) => {
      if (outcome === 'sent') {
        attempt = { text: '', id: '' }
        drafts.delete(from)
        if (from === conversation) write('')
      }
      refresh()
    })
  })

  return {
    open(id) {
      conversation = id
      trouble.textContent = ''
      write(drafts.get(id) ?? '')
    },
    offer(held) {
      isHeld = held
      refresh()
    },
    tell(words) {
      trouble.textContent = words
      refresh()
    },
    put(text) {
      write(field.value.trim() === '' ? text : `${field.value.trimEnd()}\n${text}`)
      if (isHeld) field.focus()
      field.scrollTop = 0
    },
    focus: () => field.focus(),
  }
}

/** Random by the page's own source: `randomUUID` is missing on plain http. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
