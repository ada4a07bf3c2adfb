/** Reading a reply aloud, where the device can. One at a time; pressing again stops. */
import { button } from './element'
import { WORDS } from './words'

export function readAloudButton(text: string): HTMLElement | undefined {
  if (!('speechSynthesis' in window) || text.trim() === '') return undefined
  const element = button(WORDS.readAloud, 'aloud', () => {
    const wasReading = element.dataset.reading === 'yes'
    stopReading()
    if (!wasReading) read(text, element)
  })
  return element
}

export function stopReading(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel()
  for (const each of document.querySelectorAll<HTMLElement>('[data-reading]')) rest(each)
}

function read(text: string, element: HTMLElement): void {
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = 'zh-CN'
  utterance.rate = 0.95
  utterance.onend = () => rest(element)
  utterance.onerror = () => rest(element)
  element.dataset.reading = 'yes'
  element.textContent = WORDS.stopReading
  window.speechSynthesis.speak(utterance)
}

function rest(element: HTMLElement): void {
  delete element.dataset.reading
  element.textContent = WORDS.readAloud
}
