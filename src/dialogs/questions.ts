/** Whether words ask something, by their form alone; and which service they name. No understanding beyond that. */
import type { Programme } from '../domain/programme'
import type { Piece } from './hear'

const ENDING = /(?:吗|么|怎么办|咋办|行不行|行不|好不好|对不对|可以不|能不)$/
const WORDS =
  /多少|几(?:天|号|点|年|岁|个工作日|级|次|块|时)|怎么|怎样|咋|什么|啥|哪|谁|为何|如何|能不能|可不可以|要不要|是不是|有没有|行不行|会不会|用不用|需不需要|该不该|收不收|算不算|多久|多长|是否|是.+还是|请问|想问|问一下|问问/
/** 没什么收入, 不管什么, 什么都没有, 谁也不管: words of a question in what is none. */
const NOT_ASKING =
  /(?:没|没有|不管|无论|不论|不是)(?:有)?(?:什么|啥|多少|谁|怎么)|(?:什么|啥|谁|哪)[^，,]{0,3}(?:都|也)|不知道(?:怎么|该|咋)|不怎么|没怎么|(?:说|弄|搞)不清/

export function asks(piece: Piece): boolean {
  if (piece.asked || ENDING.test(piece.text)) return true
  if (/呢$/.test(piece.text) && !/(?:没|还|着)[^，,]{0,3}呢$/.test(piece.text)) return true
  return WORDS.test(piece.text.replace(NOT_ASKING, ''))
}

/** In a story told in one's own words only a plain question at the end is one. */
export function asksPlainly(piece: Piece): boolean {
  return (
    piece.asked ||
    /(?:吗|么|多少钱?|几天|多久|哪里办|在哪办|什么材料|什么手续|能办不)$/.test(piece.text) ||
    /^(?:请问|我想问|想问一下|问一下)/.test(piece.text)
  )
}

/** The service named in the text, by the longest of its names; the running one counts, so that it can be told apart. */
export function programmeNamed(text: string, programmes: readonly Programme[]): Programme | undefined {
  let best: { programme: Programme; length: number } | undefined
  for (const programme of programmes) {
    for (const name of [programme.title, programme.short, ...programme.aliases, ...programme.colloquial]) {
      if (name.length >= 2 && name.length > (best?.length ?? 0) && text.includes(name)) {
        best = { programme, length: name.length }
      }
    }
  }
  return best?.programme
}

/** “我要办高龄津贴”, “给我妈申请低保”: wants to start; does not ask, and does not tell of what was. */
export function wantsToStart(text: string): boolean {
  return text.length <= 20 && WANTS.test(text) && !/过|没|未|被|曾|以前|去年|批|停了/.test(text)
}

const WANTS = /(?:要|想|帮|给|替|先|改|换|去|来|^)[^，,。]{0,8}(?:办理?|申请|登记|预约|领|报名|补办)/
