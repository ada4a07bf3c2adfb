/** Reads the answer to the one question we asked to judge eligibility better: yes or no, a choice, a number, a date. */
import { wholeNumber } from '../dialogs/answers/chinese-number'
import type { FactName, Facts, FactValue } from '../domain/facts'
import { legalDay } from '../domain/legal-day'
import type { Knowledge } from '../knowledge/knowledge'

const YES = /^(是|是的|对|对的|有|有的|嗯|能|会|可以|愿意|符合|没错)(的|啊|呀|呢)?[。！!]?$/
const NO = /^(不是|不|没有|没|无|不能|不会|不对|不符合|否)(的|啊|呀|呢)?[。！!]?$/

/** The fact answered, or undefined when the message is no answer to it. 不清楚 answers nothing and is no fact. */
export function readScreeningAnswer(
  text: string,
  screening: { readonly asking: FactName } | undefined,
  knowledge: Knowledge,
): Facts | undefined {
  const definition = screening && knowledge.facts.get(screening.asking)
  if (!definition) return undefined
  const value = readValue(text.trim(), definition.kind, definition.choices)
  return value === undefined ? undefined : { [definition.name]: value }
}

function readValue(
  text: string,
  kind: string,
  choices: Readonly<Record<string, string>> | undefined,
): FactValue | undefined {
  if (kind === 'boolean') return YES.test(text) ? true : NO.test(text) ? false : undefined
  if (kind === 'choice')
    return Object.entries(choices ?? {}).find(([, label]) => label === text || label.startsWith(text))?.[0]
  if (kind === 'date') return readBirth(text)
  const number = wholeNumber(text.replace(/(块钱|块|元|个人|口人|人|个|岁|周岁|每月|一个月)+$/, ''))
  if (!number || number.range || number.more) return undefined
  return kind === 'fen' ? Math.round(number.value * 100) : Number.isInteger(number.value) ? number.value : undefined
}

function readBirth(text: string): string | undefined {
  const match = /^(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})[日号]?(?:生|出生)?的?$/.exec(text)
  return match ? legalDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined
}
