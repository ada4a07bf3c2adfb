/** What must fit together across files: names are unique, and each reference leads to something that is there. */
import type { Programme } from '../domain/programme'
import { checkContradictions } from './check-contradictions'
import { checkNames } from './check-names'
import { checkPassages } from './check-passages'
import { checkRules } from './check-rules'
import { checkStandards } from './check-standards'
import type { Knowledge } from './knowledge'
import { fileOf } from './read-programme'
import { checkUnique, placeOf, type Reading, report } from './reading'

export function checkLinks(knowledge: Knowledge, reading: Reading): void {
  checkNames(knowledge, reading)
  for (const programme of knowledge.programmes.values()) checkRelated(programme, knowledge, reading)
  checkPassages(knowledge, reading)
  checkContradictions(knowledge, reading)
  checkStandards(knowledge, reading)
  checkRules(knowledge, reading)
  checkGolden(knowledge, reading)
  checkPhones(knowledge, reading)
  checkOffices(knowledge, reading)
}

function checkRelated(programme: Programme, knowledge: Knowledge, reading: Reading): void {
  const file = fileOf(programme, 'programme.yaml')
  programme.related.forEach((id, i) => {
    if (knowledge.programmes.has(id)) return
    report(reading, placeOf(reading, file, ['related', i]), `相关事项“${id}”不存在`, '改成已有的事项 id，或删掉。')
  })
}

function checkGolden(knowledge: Knowledge, reading: Reading): void {
  for (const { q, on, region, cites, where } of knowledge.golden) {
    if (region !== undefined && !knowledge.regions.has(region))
      report(reading, where, `没有叫“${region}”的地区`, '用 bureau.yaml 里的地区全名。')
    for (const { source: id } of cites) {
      const source = knowledge.sources.get(id)
      if (on === undefined || !source) continue
      if (on < source.from || (source.to !== undefined && on >= source.to))
        report(
          reading,
          where,
          `金题“${q}”问的是 ${on}，所引“${id}”那天不在施行期（${source.from}～${source.to ?? '现行'}）`,
          '改日期，或改引那天有效的依据。',
        )
    }
  }
}

function checkPhones(knowledge: Knowledge, reading: Reading): void {
  checkUnique(
    reading,
    knowledge.safety.map((each) => each.id),
    '信号 id',
    (i) => placeOf(reading, 'safety.yaml', ['signals', i, 'id']),
  )
  knowledge.safety.forEach((signal, i) => {
    signal.phones.forEach((id, j) => {
      const at = placeOf(reading, 'safety.yaml', ['signals', i, 'phones', j])
      if (!knowledge.phones.has(id))
        report(reading, at, `信号 ${signal.id} 的电话“${id}”没有登记`, '在 bureau.yaml 里登记。')
    })
  })
  knowledge.afterwards.forEach((entry, i) => {
    entry.phones.forEach((id, j) => {
      const at = placeOf(reading, 'safety.yaml', ['afterwards', i, 'phones', j])
      if (!knowledge.phones.has(id))
        report(reading, at, `“${entry.id}”的电话“${id}”没有登记`, '在 bureau.yaml 里登记。')
    })
    entry.basis.forEach(({ source }, j) => {
      const at = placeOf(reading, 'safety.yaml', ['afterwards', i, 'basis', j])
      if (!knowledge.sources.has(source))
        report(reading, at, `“${entry.id}”的依据“${source}”没有登记`, '在 sources.yaml 里登记。')
    })
  })
  checkGroups(knowledge, reading)
  knowledge.vocabulary.departments.forEach((department, i) => {
    const at = placeOf(reading, 'vocabulary/departments.yaml', ['departments', i, 'phone'])
    if (department.phone !== undefined && !knowledge.phones.has(department.phone))
      report(reading, at, `部门 ${department.id} 的电话“${department.phone}”没有登记`, '在 bureau.yaml 里登记。')
  })
}

/** <打> in a wording names a group; a misspelt one would silently hear nothing. */
function checkGroups({ listening, safety, afterwards }: Knowledge, reading: Reading): void {
  const wordings = [
    ...listening.unless,
    ...safety.flatMap(({ patterns, unless }) => [
      ...patterns.flatMap((each) => (typeof each === 'string' ? [each] : each.all)),
      ...unless,
    ]),
    ...afterwards.flatMap(({ said, alone, afterCard }) => [...said, ...alone, ...afterCard]),
  ]
  const strange = new Set(
    wordings
      .flatMap((each) => [...each.matchAll(/<([^>]+)>/g)].map(([, name = '']) => name))
      .filter((name) => !listening.groups[name]),
  )
  for (const name of strange) {
    const at = placeOf(reading, 'safety.yaml', ['groups'])
    report(reading, at, `没有叫“${name}”的词组`, '在 groups 里写上它，或者改成已有的词组名。')
  }
}

function checkOffices(knowledge: Knowledge, reading: Reading): void {
  ;[...knowledge.offices.values()].forEach((office, i) => {
    if (office.of !== undefined) return
    office.serves.forEach((id, j) => {
      if (knowledge.programmes.has(id)) return
      const at = placeOf(reading, 'bureau.yaml', ['offices', i, 'serves', j])
      report(reading, at, `机构 ${office.id} 的事项“${id}”不存在`, '改成已有的事项 id。')
    })
  })
}
