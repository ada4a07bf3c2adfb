/** The operator console: signs in, follows the inbox, and puts list, conversation and cases together. */
import type { InboxView, SessionView } from '../../console/views'
import { find } from '../resident/element'
import { setUpCases } from './cases'
import { setUpInbox } from './inbox'
import { setUpQuestions } from './questions'
import { type Called, get, post } from './server'
import { setUpSignIn } from './sign-in'
import { Talk } from './talk'
import { WORDS } from './words'

const EVERY_MS = 3_000

const link = find('link', HTMLElement)
const signIn = setUpSignIn(enter)
const inbox = setUpInbox(openTalk)
const cases = setUpCases(openTalk, failed)
const questions = setUpQuestions(openTalk, failed)
const talk = new Talk({ changed: () => void follow(), back: inbox.focus, openCase, failed })
let timer: number | undefined
let operator: string | undefined
let calling = new Set<string>()

function enter(name: string): void {
  operator = name
  find('operator', HTMLElement).textContent = name
  show('talks')
  inbox.focus()
  void follow()
}

function leave(why?: string): void {
  operator = undefined
  window.clearTimeout(timer)
  talk.close()
  document.title = WORDS.title
  signIn.ask(why)
}

const TABS = ['talks', 'cases', 'questions'] as const

function show(what: (typeof TABS)[number]): void {
  document.body.dataset.shown = what
  for (const name of TABS) {
    const tab = find(`tab-${name}`, HTMLButtonElement)
    if (name === what) tab.setAttribute('aria-current', 'page')
    else tab.removeAttribute('aria-current')
  }
}

function openTalk(id: string): void {
  show('talks')
  talk.open(id)
  inbox.mark(id)
}

function openCase(number?: string): void {
  show('cases')
  cases.open(number)
}

async function follow(): Promise<void> {
  window.clearTimeout(timer)
  const called = await get<InboxView>('inbox')
  if (operator === undefined) return
  if (called.ok) showInbox(called.value)
  if (!called.ok && failed(called)) return
  link.textContent = called.ok ? WORDS.linked : WORDS.unlinked
  link.dataset.state = called.ok ? 'linked' : 'unlinked'
  window.clearTimeout(timer)
  timer = window.setTimeout(() => void follow(), EVERY_MS)
}

function showInbox(view: InboxView): void {
  inbox.show(view)
  inbox.mark(talk.id)
  count('count-talks', view.waiting.length)
  count('count-cases', view.parkedCases)
  document.title = view.waiting.length > 0 ? `(${view.waiting.length}) ${WORDS.title}` : WORDS.title
  const fresh = view.waiting.find(({ id }) => !calling.has(id))
  if (fresh) find('announce', HTMLElement).textContent = WORDS.calls(fresh.tag, fresh.whyLabel)
  calling = new Set(view.waiting.map(({ id }) => id))
}

function count(id: string, number: number): void {
  const place = find(id, HTMLElement)
  place.textContent = String(number)
  place.hidden = number === 0
}

/** A refused session ends everything; other refusals are told where they happen. */
function failed(called: Called<unknown>): boolean {
  if (called.ok || called.status !== 401) return false
  if (operator !== undefined) leave(WORDS.signedOut)
  return true
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && document.body.dataset.shown === 'talks') inbox.focus()
})
find('tab-talks', HTMLButtonElement).addEventListener('click', () => show('talks'))
find('tab-cases', HTMLButtonElement).addEventListener('click', () => openCase())
find('tab-questions', HTMLButtonElement).addEventListener('click', () => {
  show('questions')
  questions.open()
})
find('sign-out', HTMLButtonElement).addEventListener('click', () => {
  // A new page: the next operator at this desk finds neither drafts nor holds.
  void post('sign-out').then(() => {
    sessionStorage.clear()
    window.location.reload()
  })
})
void get<SessionView>('session').then((called) => {
  if (called.ok && called.value.operator !== null) enter(called.value.operator)
  else signIn.ask(called.ok ? '' : called.message)
})
