/** Honest retellings of an answer by rule: nothing they change is a change of what is said. */
import type { Quoted } from '../../src/assistant/guard'
import { readNumber } from '../../src/dialogs/answers/chinese-number'
import { type Random, shuffled } from './seeded'

type Retell = (quoted: Quoted, random: Random) => string

/** The body and, after the last empty line, the sources. */
function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (/^• 《|^依据/.test(line) ? line : change(line)))
    .join('\n')
}

const sentences = (line: string) => line.split(/(?<=[。；])/).filter((each) => each !== '')
const COUNTED = '(?=元|周?岁|天|日内|个工作日|个月|倍)'

export const HONEST: Readonly<Record<string, Retell>> = {
  原样: ({ text }) => text,
  汉字改数字: ({ text }) =>
    eachLine(text, (line) =>
      line.replace(
        new RegExp(`(?<![零〇一二两三四五六七八九十百千万\\d几])[二三四五六七八九十百]{1,5}${COUNTED}`, 'g'),
        (said) => {
          const read = readNumber(said)
          return read && !read.range && read.length === said.length ? String(read.value) : said
        },
      ),
    ),
  数字改汉字: ({ text }) =>
    eachLine(text, (line) =>
      line.replace(new RegExp(`(?<![\\d.年月\\-—,])[1-9]\\d?${COUNTED}`, 'g'), (said) => inChinese(Number(said))),
    ),
  标点改动: ({ text }) => eachLine(text, (line) => line.replace(/，/g, ',').replace(/：/g, '，').replace(/；/g, '。')),
  句序打乱: ({ text }, random) =>
    eachLine(text, (line) => (/^[•【]/.test(line) ? line : shuffled(sentences(line), random).join(''))),
  截短: ({ text, exclusions = [] }) => {
    const lines = text.split('\n')
    const at = lines.findLastIndex((line) => line !== '' && !/^• 《|^依据|^【/.test(line))
    const needed = exclusions.some(
      (each) => each !== '' && (lines[at]?.includes(each) || each.includes(lines[at] ?? '')),
    )
    return at <= 0 || needed ? text : lines.filter((_, i) => i !== at).join('\n')
  },
  换说法: ({ text }) => inPlainWords(text),
  同一个词: ({ text }) =>
    eachLine(text, (line) =>
      line
        .replace(/或者/g, '或')
        .replace(/并且/g, '而且')
        .replace(/不收费|免费/g, (said) => (said === '免费' ? '不收费' : '免费'))
        .replace(/[之以](前|后)/g, '$1')
        .replace(/(?<=\d[\u4e00-\u9fff]{1,3})以内/g, '内')
        .replace(/不超过(?=\d)/g, '最多'),
    ),
}

export const inPlainWords = (text: string) =>
  `您好，简单说：\n${eachLine(text, (line) =>
    line
      .replace(/您/g, '你')
      .replace(/需要/g, '要')
      .replace(/不得/g, '不能')
      .replace(/共同生活的/g, '一起过日子的')
      .replace(/申请人/g, '申请的人'),
  )}`

function inChinese(value: number): string {
  const digits = '零一二三四五六七八九'
  const [tens, ones] = [Math.floor(value / 10), value % 10]
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digits[tens]}十`}${ones === 0 ? '' : digits[ones]}`
}
