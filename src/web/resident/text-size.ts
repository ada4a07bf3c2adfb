/** Three sizes of everything, kept on the device. */
import { WORDS } from './words'

const SIZES = ['standard', 'large', 'largest'] as const
type Size = (typeof SIZES)[number]
const KEY = 'text-size'

export function setUpTextSize(control: HTMLButtonElement, told: (words: string) => void): void {
  let size = SIZES.find((each) => each === localStorage.getItem(KEY)) ?? 'standard'
  apply(size, control)
  control.addEventListener('click', () => {
    size = next(size)
    localStorage.setItem(KEY, size)
    apply(size, control)
    told(WORDS.textSize[size])
  })
}

function next(size: Size): Size {
  return SIZES[(SIZES.indexOf(size) + 1) % SIZES.length] ?? 'standard'
}

function apply(size: Size, control: HTMLButtonElement): void {
  document.documentElement.dataset.size = size
  control.setAttribute('aria-label', WORDS.textSize[size])
}
