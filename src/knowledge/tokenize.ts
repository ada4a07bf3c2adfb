/** Chinese text → search terms: jieba words, and the two-character pairs that survive wrong segmentation. */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict'
import { remember, WHOLE_BASE } from './remember'

export type Tokenize = (text: string) => readonly string[]

// Words that carry no topic; a pair holding only these is noise too.
const EMPTY = new Set(
  '的 了 吗 呢 吧 啊 呀 么 是 我 你 您 他 她 它 们 这 那 有 在 和 与 就 都 也 还 要 会 能 可以 怎么 什么 哪 哪里 多少 请问 想 一个 一下 如何 怎样 需要 没有 不 不是 被 把 给 对 从 到 上 下 去 来 说 现在 咋 啥 俩 个'.split(
    ' ',
  ),
)

/** `terms` are names to be kept whole: programme titles and aliases. The same terms give the same tokenizer. */
export const jiebaTokenizer = (terms: readonly string[]): Tokenize => tokenizerOf(terms.join('\n'))

const tokenizerOf = remember((terms): Tokenize => {
  const jieba = Jieba.withDict(dict)
  const own = terms.split('\n').filter((term) => term.length >= 2 && !/\s/.test(term))
  if (own.length > 0) jieba.loadDict(Buffer.from(own.map((term) => `${term} 20000 n\n`).join('')))
  return remember((text) => {
    const words = jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word) && !EMPTY.has(word))
    return [...words, ...pairs(text)]
  }, WHOLE_BASE)
}, 4)

function pairs(text: string): string[] {
  const found: string[] = []
  for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
    for (let i = 0; i + 2 <= run.length; i++) {
      const pair = run.slice(i, i + 2)
      if (!EMPTY.has(pair) && !(EMPTY.has(pair.charAt(0)) && EMPTY.has(pair.charAt(1)))) found.push(`_${pair}`)
    }
  }
  return found
}
