/** 有用 and 没用 after an answer: thanked, and found again in the transcript by `open-questions.ts`. Nothing else is kept of it. */
import { CHOICES, SAY } from './replies'
import type { Done, Turn } from './turn'

export type Feedback = 'useful' | 'useless'

const USEFUL = /^(有用|很有用|有用的|有帮助|很有帮助|帮到了|帮到我了)[了。！!~]*$/
const USELESS =
  /^(没用|没有用|没啥用|没什么用|不管用|没帮助|没有帮助|没帮到|答非所问|没答到点上|不是我问的|我问的不是这个)[了啊。！!~]*$/

export function feedbackIn(text: string): Feedback | undefined {
  const said = text.trim()
  return USEFUL.test(said) ? 'useful' : USELESS.test(said) ? 'useless' : undefined
}

export function feedback({ masked, conversation }: Turn): Done | undefined {
  const said = feedbackIn(masked.text)
  if (!said) return undefined
  const choices = said === 'useful' ? [] : [CHOICES.human]
  return { reply: { kind: 'notice', text: SAY[said], citations: [], choices }, conversation }
}
