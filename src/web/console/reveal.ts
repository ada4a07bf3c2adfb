/** What is covered, and the way to see it: state why, and it stands in full until the case is opened anew. */
import type { CaseView, PaperView, RevealedView } from '../../console/views'
import { button, make } from '../resident/element'
import { type Called, post } from './server'
import { WORDS } from './words'

type Answer = CaseView['answers'][number]
type Paper = CaseView['papers'][number]

/** What stands beside the label. */
export function drawAnswer(caseId: string, { path, label, shown, covered, marks }: Answer): Node {
  const after = marks.map((mark) => `（${mark}）`).join('')
  const place = make('span', { class: 'answer' }, shown + after)
  const ask = (purpose: string) => post<RevealedView>(`cases/${encodeURIComponent(caseId)}/reveal`, { path, purpose })
  if (covered) place.append(asking(label, ask, (full) => place.replaceChildren(full.shown + after, recorded())))
  return place
}

/** A link to the file itself, once it is there. */
export function drawPaper(caseId: string, { reference, name, bytes }: Paper): Node {
  const place = make('span', { class: 'answer' }, WORDS.paper(name, bytes))
  const path = `cases/${encodeURIComponent(caseId)}/papers`
  const ask = (purpose: string) => post<PaperView>(path, { reference, purpose })
  place.append(asking(name, ask, (paper) => place.replaceChildren(paperLink(paper), recorded())))
  return place
}

/** Saved, never shown inside this page: what is in it was written by a stranger. */
function paperLink({ name, contentType, base64 }: PaperView): Node {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const href = URL.createObjectURL(new Blob([bytes], { type: contentType }))
  return make('a', { class: 'link', href, download: name }, WORDS.savePaper(name))
}

const recorded = () => make('span', { class: 'hint', role: 'status' }, WORDS.revealRecorded)

function asking<T>(label: string, ask: (purpose: string) => Promise<Called<T>>, reveal: (full: T) => void): Node {
  const why = make('input', { class: 'purpose', 'aria-label': WORDS.purposeOf(label), maxlength: '100' })
  why.placeholder = WORDS.purpose
  const trouble = make('span', { class: 'hint', role: 'alert' })
  const form = make('form', { class: 'reveal' }, why, make('button', { class: 'quiet' }, WORDS.revealNow), trouble)
  const open = button(WORDS.reveal, 'link', () => {
    open.replaceWith(form)
    why.focus()
  })
  open.setAttribute('aria-label', WORDS.revealOf(label))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const called = await ask(why.value)
    if (called.ok) reveal(called.value)
    else trouble.textContent = called.message
  })
  return open
}
