/**
 * 户口在灵璧, 住在符离镇, 户口不在宿州, 四川户口: where somebody is registered and where they live are two facts, each for
 * the city and, of the registration, for the province. What is denied is denied, never taken for said.
 */
import type { Knowledge } from '../knowledge/knowledge'
import places from './places.json'
import type { StatedFact } from './stated'

const OF_ANHUI = /^(?:安徽|合肥|芜湖|蚌埠|淮南|马鞍山|淮北|铜陵|安庆|黄山|滁州|阜阳|六安|亳州|池州|宣城)$/
const FAR = [...places.cities, ...places.provinces, ...places.countries, '安徽']
  .sort((a, b) => b.length - a.length)
  .join('|')
const REGISTERED = '(?:户口本?|户籍|身份证)'

export function placeFacts(text: string, knowledge: Knowledge): StatedFact[] {
  return [...registeredElsewhere(text), ...livesElsewhere(text), ...here(text, knowledge)]
}

const DENIED = new RegExp(`${REGISTERED}(?:都|还|也)?(?:不在|不是|没在)(?:咱|我们|你们)?(?:宿州|本地|当地|这边|这里)`)
const OTHER_PROVINCE = new RegExp(`${REGISTERED}(?:都|还|也)?(?:在|是|落在)?外省(?:的)?|外省(?:的)?${REGISTERED}`)
const OUTSIDE = new RegExp(`${REGISTERED}(?:都|还|也)?(?:在|是|落在)?(?:外地|外市|别的市)|外地(?:的)?${REGISTERED}`)
const NAMED = new RegExp(
  `${REGISTERED}(?:都|还|也)?(?:在|是|落在)(?:老家)?(${FAR})(?!路|街)|(${FAR})(?:市|省)?(?:本地)?(?:的)?户(?:口|籍)`,
)

function registeredElsewhere(text: string): StatedFact[] {
  const denied = DENIED.exec(text)
  if (denied) return [{ fact: 'hukouInSuzhou', value: false, words: denied[0] }]
  const abroad = OTHER_PROVINCE.exec(text)
  if (abroad) return elsewhere(abroad[0], false)
  const outside = OUTSIDE.exec(text)
  if (outside) return [{ fact: 'hukouInSuzhou', value: false, words: outside[0] }]
  const named = NAMED.exec(text)
  const place = named?.[1] ?? named?.[2]
  if (!named || place === undefined) return []
  if (place === '安徽') return [{ fact: 'hukouInAnhui', value: true, words: named[0] }]
  return elsewhere(named[0], OF_ANHUI.test(place))
}

const elsewhere = (words: string, inAnhui: boolean): StatedFact[] => [
  { fact: 'hukouInSuzhou', value: false, words },
  { fact: 'hukouInAnhui', value: inAnhui, words },
]

const LIVES_ELSEWHERE = new RegExp(
  `(?:不住在?|没住在?)(?:咱|我们|你们)?(?:宿州|本地|当地|这边|这里)|(?:(?:老人|我|他|她|爸妈?|妈|爷爷|奶奶|人)(?:现在)?|现在|长期)住在?(?:${FAR}|外地|外省)(?!路|街)`,
)

function livesElsewhere(text: string): StatedFact[] {
  const match = LIVES_ELSEWHERE.exec(text)
  return match && !/安徽$/.test(match[0]) ? [{ fact: 'livesInSuzhou', value: false, words: match[0] }] : []
}

function here(text: string, knowledge: Knowledge): StatedFact[] {
  const { regions } = knowledge
  const towns = regions.townsIn(text)
  return regions
    .all()
    .filter((region) => regions.chain(region.name).includes('宿州市'))
    .flatMap((region) => [
      region.name,
      ...region.aliases,
      ...towns.filter((town) => town.within === region.name).map((town) => town.name),
    ])
    .filter((name) => text.includes(name))
    .flatMap((name) => hereAs(name, text, knowledge))
}

/** The county of that name, or of that town; the city is no county. */
function countyOf(name: string, { regions }: Knowledge, words: string): StatedFact[] {
  const value = regions.find(name)?.name ?? regions.townsIn(name).find((town) => town.name === name)?.within
  const isCounty = value !== undefined && regions.partsOf(regions.home).some((each) => each.name === value)
  return isCounty ? [{ fact: 'hukouCounty', value, words }] : []
}

function hereAs(name: string, text: string, knowledge: Knowledge): StatedFact[] {
  const registered = new RegExp(
    `(?<!外地)${REGISTERED}(?:在|是|落在)?(?![^，。]{0,4}[不没])[^，。]{0,4}${name}|${name}[^，。在不没]{0,6}户(?:口|籍)|(?:^|[我是爸妈，])${name}(?:本地)?人`,
  ).exec(text)
  const lives = new RegExp(`(?<![不没])(?:住在|住|家在)(?![^，。]{0,3}[不没])[^，。]{0,3}${name}`).exec(text)
  return [
    ...(registered
      ? [
          { fact: 'hukouInSuzhou', value: true, words: registered[0] },
          { fact: 'hukouInAnhui', value: true, words: registered[0] },
        ]
      : []),
    ...(registered ? countyOf(name, knowledge, registered[0]) : []),
    ...(lives ? [{ fact: 'livesInSuzhou', value: true, words: lives[0] }] : []),
  ]
}
