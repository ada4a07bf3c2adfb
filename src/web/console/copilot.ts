/** Suggested answers to the resident's last message, or to whatever the operator types. One tap puts one in the box. */
import type { Suggestion, SuggestionsView } from '../../console/views'
import { button, find, make } from '../resident/element'
import { type Called, get, post } from './server'
import { sayCitation } from './transcript'
import { WORDS } from './words'

export interface Copilot {
  /** For the last message of this conversation. */
  follow(conversation: string): void
  clear(): void
}

export function setUpCopilot(use: (text: string) => void): Copilot {
  const place = find('suggestions', HTMLElement)
  const field = find('question', HTMLInputElement)
  let latest = 0

  const show = (asked: Promise<Called<SuggestionsView>>) => {
    const mine = ++latest
    place.setAttribute('aria-busy', 'true')
    if (place.childElementCount === 0) place.replaceChildren(hint(WORDS.searching))
    void asked.then((called) => {
      if (mine !== latest) return // a later question was faster
      place.removeAttribute('aria-busy')
      place.replaceChildren(...(called.ok ? drawSuggestions(called.value, use) : [hint(called.message)]))
    })
  }

  find('ask', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault()
    const question = field.value.trim()
    if (question !== '') show(post('suggestions', { question }))
  })
  return {
    follow: (conversation) => show(get(`conversations/${encodeURIComponent(conversation)}/suggestions`)),
    clear() {
      latest += 1
      field.value = ''
      place.replaceChildren()
    },
  }
}

const hint = (text: string) => make('p', { class: 'hint' }, text)

function drawSuggestions({ question, suggestions }: SuggestionsView, use: (text: string) => void): HTMLElement[] {
  if (question === undefined) return [hint(WORDS.noQuestion)]
  const about = hint(WORDS.answersTo(question.length > 40 ? `${question.slice(0, 40)}…` : question))
  if (suggestions.length === 0) return [about, make('p', { class: 'nothing' }, WORDS.nothingFound)]
  return [about, ...suggestions.map((suggestion) => drawSuggestion(suggestion, use))]
}

function drawSuggestion(suggestion: Suggestion, use: (text: string) => void): HTMLElement {
  const { title, text, citations } = suggestion
  const words = make('p', { class: 'quote' }, text)
  words.addEventListener('click', () => words.classList.toggle('whole'))
  return make(
    'article',
    { class: 'suggestion' },
    make('h3', {}, title),
    words,
    citations.length > 0 ? make('p', { class: 'sources' }, sources(suggestion)) : undefined,
    button(WORDS.use, 'quiet', () => use(citations.length > 0 ? `${text}\n${sources(suggestion)}` : text)),
  )
}

const MOST_SOURCES = 3

function sources({ citations }: Suggestion): string {
  const named = [...new Set(citations.map(sayCitation))]
  return WORDS.sources + named.slice(0, MOST_SOURCES).join('；') + (named.length > MOST_SOURCES ? WORDS.andMore : '')
}
