/** Where the resident writes: Enter sends except while an input method composes; files when a form is under way. */
import { find } from './element'
import { WORDS } from './words'

export interface Composer {
  /** Files are offered where they help: in and after a form. */
  offerFiles(useful: boolean): void
}

const MOST_FILES = 5
const MOST_BYTES = 10 * 1024 * 1024

export function setUpComposer(
  said: (text: string, files: readonly File[]) => void,
  told: (words: string) => void,
): Composer {
  const form = find('form', HTMLFormElement)
  const field = find('say', HTMLTextAreaElement)
  const attach = find('attach', HTMLButtonElement)
  const picker = find('file', HTMLInputElement)

  const grow = () => {
    field.style.height = 'auto'
    // Empty, it is one line: browsers measure a wrapped placeholder as two.
    if (field.value !== '') field.style.height = `${field.scrollHeight}px`
    form.classList.toggle('filled', field.value.trim() !== '')
  }
  const submit = () => {
    const text = field.value.trim()
    if (text === '') return
    field.value = ''
    grow()
    said(text, [])
  }
  field.addEventListener('input', grow)
  field.addEventListener('keydown', (event) => {
    // keyCode 229: Safari ends the composition before the key that confirmed it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    submit()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  attach.addEventListener('click', () => picker.click())
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])]
    picker.value = ''
    const refused = whyNot(files)
    if (refused) told(refused)
    else if (files.length > 0) said('', files)
  })
  return {
    offerFiles: (useful) => {
      attach.hidden = !useful
    },
  }
}

function whyNot(files: readonly File[]): string | undefined {
  if (files.length > MOST_FILES) return WORDS.fileTooMany
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  return bytes > MOST_BYTES ? WORDS.fileTooLarge : undefined
}
