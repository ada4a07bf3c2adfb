/**
 * The golden and fresh questions as others would say them, by rule: misspelt, in other words, with a letter missing, in
 * pinyin, polite, in a hurry, spoken without a stop, at the end of a story. The same answer is wanted. Deterministic.
 */
import type { Knowledge } from '../../src/knowledge/knowledge'
import { pick, type Random, seeded } from './seeded'
import type { Probe } from './sets'

type Say = (q: string, random: Random, knowledge: Knowledge) => string | undefined

const SEED = 20261124
const bare = (q: string) => q.replace(/[？?。！!]+$/, '')

const STYLES: Readonly<Record<string, Say>> = {
  错别字和别的叫法: (q, random, knowledge) => inOtherWords(q, random, knowledge, (word) => !/^[a-z ]+$/.test(word)),
  拼音: (q, random, knowledge) => inOtherWords(q, random, knowledge, (word) => /^[a-z ]+$/.test(word)),
  漏一个字: (q, random) => {
    const places = [...q].flatMap((letter, i) =>
      i > 0 && /\p{Script=Han}/u.test(letter) && !/[不没未]/.test(letter) ? [i] : [],
    )
    const at = pick(places, random)
    return q.length < 8 || at === undefined ? undefined : [...q].filter((_, i) => i !== at).join('')
  },
  客气: (q) => `您好，打扰一下，想请教${bare(q)}，麻烦您了，谢谢！`,
  着急: (q) => `快告诉我${bare(q)}！！！急急急`,
  乡音: (q) => `俺问一下子，${q.replace(/我/g, '俺').replace(/怎么/g, '咋').replace(/什么/g, '啥')}`,
  口头不停顿: (q) => `那个嗯就是我想问一下就是${q.replace(/[，。？！?、]/g, '')}这个`,
  讲半天才问: (q) =>
    `我是从外面打工回来的，前几天到村里转了一圈，听邻居说了好多，也没听明白，又跑了一趟镇上，人多没问成。就想问一句：${q}`,
}

export function variantProbes(probes: readonly Probe[], knowledge: Knowledge): Probe[] {
  const random = seeded(SEED)
  return Object.entries(STYLES).flatMap(([group, say]) =>
    probes.flatMap((probe): Probe[] => {
      const programme = knowledge.programmes.has(probe.group) ? probe.group : undefined
      const q = probe.turns.length > 0 ? undefined : say(probe.q, random, knowledge)
      return q === undefined || q === probe.q
        ? []
        : [{ ...probe, group, q, programme: probe.programme ?? programme, id: `${probe.id}/${group}` }]
    }),
  )
}

/** One of the vocabulary's words said as people say or misspell it. */
function inOtherWords(
  q: string,
  random: Random,
  { vocabulary }: Knowledge,
  fits: (word: string) => boolean,
): string | undefined {
  const found = vocabulary.synonyms.filter(({ say, mean }) => q.includes(mean) && say.some(fits))
  const longest = found.sort((a, b) => b.mean.length - a.mean.length)[0]
  const word = longest && pick(longest.say.filter(fits), random)
  return longest && word ? q.replace(longest.mean, word) : undefined
}
