/** The words of a choice as they may call somebody: 子女, 儿子, 女儿; and whether only a man or a woman is called so. */
import type { Choice } from './dialog'
import { plainly } from './hear'

export interface ChoiceWord {
  readonly word: string
  readonly sex?: 'male' | 'female' | undefined
}

const CHOICE_WORDS = new WeakMap<Choice, readonly ChoiceWord[]>()
export const CHILD = /^(?:子女|孩子|儿子|女儿)$/
const HIS = /^(?:我|大|小)?(?:儿子|父亲|爸爸?|爹|孙子|外孙|爷爷|公公|岳父|哥哥?|弟弟?|兄弟|丈夫|老公|侄子)$/
const HERS = /^(?:我|大|小)?(?:女儿|闺女|母亲|妈妈?|娘|孙女|外孙女|奶奶|婆婆|岳母|姐姐?|妹妹?|姐妹|妻子|老婆|侄女)$/

/** The label first; fields do not change, and are asked of many. */
export function wordsOf(choice: Choice): readonly ChoiceWord[] {
  const known = CHOICE_WORDS.get(choice)
  if (known) return known
  const words = [choice.label, ...choice.also].map(plainly)
  const read = words.map(
    (word) => ({ word, sex: HIS.test(word) ? 'male' : HERS.test(word) ? 'female' : undefined }) as const,
  )
  CHOICE_WORDS.set(choice, read)
  return read
}
