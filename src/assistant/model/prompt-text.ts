/**
 * A prompt with its places filled. What fills them is data: without people's numbers, names and doors, and without the
 * signs that could end the part it stands in.
 */
import { maskNumbers } from '../../domain/mask'
import type { Prompt } from '../../knowledge/read-prompts'

export interface Filled {
  readonly rules: string
  readonly matter: string
}

export function fillPrompt({ rules, matter }: Prompt, given: Readonly<Record<string, string>>): Filled {
  return { rules, matter: matter.replace(/\{\{([^}]*)\}\}/g, (_, place: string) => asData(given[place] ?? '')) }
}

const NAMED = /(我叫|名叫|叫做|姓名是?[：:]?|名字是?[：:]?|我是)(?!什么|啥)\p{Script=Han}{2,4}(?=[，,。；;！!\s]|$)/gu
const DOOR = /[0-9一二三四五六七八九十]+(号楼|栋|幢|单元|室|组)/g

/** The same words without who said them. */
export function withoutPerson(text: string): string {
  return maskNumbers(text)
    .text.replace(NAMED, (_, before: string) => `${before}某人`)
    .replace(DOOR, (_, after: string) => `某${after}`)
}

export function asData(text: string): string {
  return withoutPerson(text)
    .replace(/[\p{Cf}\p{Co}\p{Cn}]/gu, '')
    .replace(/[<>]/g, ' ')
}
