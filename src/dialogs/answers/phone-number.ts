/** Phone numbers: mobile (with +86, spaces, spoken digits) and landline with its area code. Kept as digits, 0557-1234567. */
import { halfWidth } from '../hear'
import type { NotAnswered, ReadAnswer } from './answer-type'
import { ANSWER_WORDS } from './answer-words'

const SPOKEN: Readonly<Record<string, string>> = {
  零: '0',
  〇: '0',
  洞: '0',
  一: '1',
  幺: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  拐: '7',
  八: '8',
  九: '9',
}
const SPOKEN_RUN = /[零〇洞一幺二两三四五六七拐八九]{7,}/g
const RUN = /\+?\(?\d[\d\s()-]{5,24}\d/g

const AROUND = /^(?:[\s,，:：。.]|我|他|她|老人|本人|家里|的|是|为|电话|手机|座机|号码?|联系|打|这个)*$/

export const readPhoneNumber: ReadAnswer = (text) => {
  const plain = halfWidth(text).replace(SPOKEN_RUN, (run) => [...run].map((sign) => SPOKEN[sign] ?? '').join(''))
  const runs = plain.match(RUN) ?? []
  const numbers = runs.map((run) => settle(run.replace(/[^\d]/g, '')))
  const good = numbers.find((each) => typeof each === 'string')
  if (typeof good === 'string') return { ok: true, value: good, exact: AROUND.test(plain.replace(RUN, '')) }
  return numbers.find((each) => typeof each === 'object') ?? refuse('unrecognised', ANSWER_WORDS.phone.unrecognised)
}

function settle(digits: string): string | NotAnswered {
  const local = digits.replace(/^(?:0086|86)(?=1\d{10}$|0?\d{9,11}$)/, '')
  if (/^1[3-9]\d{9}$/.test(local)) return local
  const land = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/.exec(local)
  if (land) return `${land[1]}-${land[2]}`
  if (/^1[3-9]\d+$/.test(local)) return refuse('length', ANSWER_WORDS.phone.mobileLength(local.length))
  if (/^[2-8]\d{6,7}$/.test(local)) return refuse('areaCode', ANSWER_WORDS.phone.areaCode)
  return refuse('characters', ANSWER_WORDS.phone.characters)
}

function refuse(problem: NotAnswered['problem'], say: string): NotAnswered {
  return { ok: false, problem, say }
}
