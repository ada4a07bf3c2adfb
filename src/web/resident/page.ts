/** The resident's page: puts the composer, the transcript and the Direct Line client together. */
import { setUpComposer } from './composer'
import { DirectLineClient } from './direct-line-client'
import { find } from './element'
import { setUpNotice } from './notice'
import { stopReading } from './speech'
import { setUpTextSize } from './text-size'
import { Transcript } from './transcript'
import type { Arrival } from './wire'
import { WORDS } from './words'

const TAKES_FILES = ['question', 'review', 'receipt', 'status', 'operator']
const WAITING_AFTER_SENT_MS = 4_000

const notice = setUpNotice(find('notice', HTMLElement))
const transcript = new Transcript(find('log', HTMLElement), { say: (text) => say(text, []) })
const composer = setUpComposer(say, notice.tell)
const client = new DirectLineClient({ arrived, online: notice.online, expired: () => notice.tell(WORDS.expired) })
let waitingTimer: number | undefined

function say(text: string, files: readonly File[]): void {
  const clientId = newClientId()
  document.body.classList.add('talking')
  transcript.said(
    clientId,
    text,
    files.map((file) => file.name),
    { kind: 'sending' },
  )
  deliver(clientId, text, files)
  transcript.reveal()
}

function deliver(clientId: string, text: string, files: readonly File[]): void {
  window.clearTimeout(waitingTimer)
  stopReading()
  transcript.mark(clientId, { kind: 'sending' })
  transcript.waiting(true)
  void client.send(text, clientId, files).then((sent) => {
    if (sent.kind === 'sent') {
      transcript.mark(clientId, sent)
      // A person may be answering: the dots do not promise an answer for ever.
      waitingTimer = window.setTimeout(() => transcript.waiting(false), WAITING_AFTER_SENT_MS)
      return
    }
    transcript.waiting(false)
    const why = sent.kind === 'refused' ? sent.message : WORDS.notSent
    transcript.mark(clientId, { kind: 'failed', why, again: () => deliver(clientId, text, files) })
  })
}

function arrived(arrivals: readonly Arrival[]): void {
  document.body.classList.add('talking')
  for (const arrival of arrivals) show(arrival)
  transcript.reveal()
}

function show(arrival: Arrival): void {
  if (arrival.from === 'assistant') {
    window.clearTimeout(waitingTimer)
    if (arrival.shown.body === '') return
    transcript.replied(arrival.shown)
    composer.offerFiles(TAKES_FILES.includes(arrival.shown.kind))
    return
  }
  const clientId = arrival.clientId ?? arrival.id
  if (transcript.has(clientId)) transcript.mark(clientId, { kind: 'sent' })
  else transcript.said(clientId, arrival.text, [], { kind: 'sent' })
}

function restart(): void {
  stopReading()
  transcript.clear()
  composer.offerFiles(false)
  document.body.classList.remove('talking')
  window.scrollTo({ top: 0 })
  notice.tell(WORDS.restarted)
  void client.restart()
}

function setUpRestart(control: HTMLButtonElement): void {
  let armed: number | undefined
  const disarm = () => {
    window.clearTimeout(armed)
    armed = undefined
    control.textContent = WORDS.restart
  }
  control.addEventListener('click', () => {
    if (armed !== undefined) {
      disarm()
      restart()
      return
    }
    control.textContent = WORDS.restartSure
    armed = window.setTimeout(disarm, 4_000)
  })
}

/** Random by the page's own source: `randomUUID` is missing on plain http and on older phones. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

setUpTextSize(find('text-size', HTMLButtonElement), notice.tell)
setUpRestart(find('restart', HTMLButtonElement))
find('person', HTMLButtonElement).addEventListener('click', () => say(WORDS.person, []))
for (const starter of document.querySelectorAll('.starter')) {
  starter.addEventListener('click', () => say(starter.textContent ?? '', []))
}
void client.start()
