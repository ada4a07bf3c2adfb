/**
 * Which office of the county that was named: its name, what of it is published to us, and whom to ask for the rest.
 * An address or a telephone number that is not published is never guessed.
 */
import type { ProgrammeId } from '../domain/programme'
import type { Knowledge, Office } from '../knowledge/knowledge'
import type { AnswerBase, Topic } from './choose'
import { type Frame, sayPhone } from './compose'
import { CHOICES, SAY } from './replies'
import type { Reply } from './reply'
import type { Understanding } from './understand'

/** Below an answer: the county a town was understood as, and for 在哪办 its office. */
export function placeNotes(topic: Topic | undefined, frame: Frame, town: string | undefined): string[] {
  const { region } = frame
  const asked = town === undefined ? [] : [SAY.townOf.replaceAll('{town}', town).replaceAll('{region}', region)]
  if (!topic?.facets.includes('在哪办')) return asked
  const offices = officesFor(topic.programme, frame)
  const own = offices.map((each) => SAY.officeOf.replace('{region}', region).replace('{office}', each.name))
  const local =
    town && isLocal(topic.programme, frame.knowledge) ? [SAY.townOffice.replace('{office}', nameOf(town))] : []
  const published = offices.map((each) => sayPublished(each, frame.knowledge))
  return [...asked, [...own, ...local, ...published].join('')].filter((each) => each !== '')
}

/** 电话 after a word on a programme: whoever takes it in, in the narrowest region, and what of it is published. */
export function sayOfficeOf(programme: ProgrammeId, { knowledge, region }: Frame): string | undefined {
  const serving = [...knowledge.offices.values()].filter((each) => each.serves.includes(programme))
  const here = knowledge.regions
    .chain(region)
    .map((place) => serving.filter((each) => each.region === place))
    .find((each) => each.length > 0)
  const office = here?.find((each) => each.id === 'local-office') ?? here?.[0]
  return office && `${office.name}：${sayPublished(office, knowledge)}`
}

function officesFor(programme: ProgrammeId, { knowledge, region }: Frame): readonly Office[] {
  return [...knowledge.offices.values()].filter(
    (each) => each.of !== undefined && each.region === region && each.serves.includes(programme),
  )
}

/** Taken in by the town's government, wherever the county decides. */
const isLocal = (programme: ProgrammeId, { offices }: Knowledge) =>
  offices.get('local-office')?.serves.includes(programme) ?? false

/** 灵城镇人民政府, 东关街道办事处 */
const nameOf = (town: string) => town + (town.endsWith('街道') ? '办事处' : '人民政府')

function sayPublished(office: Office, knowledge: Knowledge): string {
  const parts = [
    ['电话', office.phone],
    ['地址', office.address],
    ['办公时间', office.hours],
  ] as const
  const known = parts.flatMap(([word, value]) => (value === undefined ? [] : [`${word}：${value}。`]))
  const missing = parts.flatMap(([word, value]) => (value === undefined ? [word] : []))
  if (missing.length === 0) return known.join('')
  const hotline = sayPhone(knowledge.phones.get('government-hotline')) ?? ''
  return known.join('') + SAY.officeUnpublished.replace('{parts}', missing.join('、')).replace('{hotline}', hotline)
}

/** 灵璧县民政局电话多少: nothing but an office and how to find it. */
export function sayOfficeAsked(
  asked: Understanding,
  { knowledge, normalise }: AnswerBase,
  region: string,
): Reply | undefined {
  if (asked.programmes.length > 0 || !FINDS.test(asked.text)) return undefined
  const office = officeNamed(asked.text, knowledge, region)
  if (!office) return undefined
  const places = knowledge.regions.all().flatMap((each) => [each.name, ...each.aliases])
  const words = [...places, ...(asked.town ? [asked.town] : []), ...office.says, office.name].map(normalise)
  if (withoutWords(asked.text, words).replace(AROUND, '') !== '') return undefined
  const isKnown = office.phone !== undefined || office.address !== undefined
  return {
    kind: isKnown ? 'notice' : 'notFound',
    text: `${office.name}：${sayPublished(office, knowledge)}`,
    citations: [],
    choices: [CHOICES.human],
  }
}

const FINDS = /电话|号码|联系方式|地址|在哪|在什么地方|什么位置|怎么走|几点/
const AROUND =
  /电话|号码|联系方式|地址|在哪儿?里?|在什么地方|哪里|哪儿|什么位置|怎么走|怎么去|几点|上班|下班|开门|时间|办公|是多少|多少|什么|有没有|有|吗|呢|啊|是|的|在|我想|知道|查|给我|你们|[\s，。？！?.!]/g

/** The office called so, in the narrowest region that has one. */
function officeNamed(text: string, knowledge: Knowledge, region: string): Office | undefined {
  const called = [...knowledge.offices.values()].flatMap((office) =>
    office.says.filter((word) => text.includes(word)).map((word) => ({ office, length: word.length })),
  )
  for (const place of knowledge.regions.chain(region)) {
    const here = called.filter((each) => each.office.region === place).sort((a, b) => b.length - a.length)
    if (here[0]) return here[0].office
  }
  return undefined
}

function withoutWords(text: string, words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), text)
}
