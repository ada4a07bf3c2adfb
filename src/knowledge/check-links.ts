/** What must fit together across files: references resolve, names are unique, periods do not overlap, facts fit. */
import type { ContentProblem } from '../base/content-file'
import { comparisonsOf } from '../domain/conditions'
import { type FactDefinition, fits } from '../domain/facts'
import { intersect } from '../domain/period'
import type { RuleSet } from '../domain/rule-set'
import type { StandardRow } from '../domain/standard'
import type { Knowledge } from './knowledge'

type Report = (file: string, line: number, problem: string, remedy: string) => void

export function checkLinks(knowledge: Knowledge, folder: string, problems: ContentProblem[]): void {
  const report: Report = (file, line, problem, remedy) => problems.push({ file, line, problem, remedy })
  const home = (programme: string, file: string) =>
    `${folder}/${knowledge.programmes.get(programme)?.division ?? '?'}/${programme}/${file}`
  checkAliases(knowledge, (id) => home(id, 'programme.yaml'), report)
  checkRelated(knowledge, (id) => home(id, 'programme.yaml'), report)
  checkPassages(knowledge, report)
  checkStandards(knowledge, (id) => home(id, 'standards.yaml'), report)
  for (const set of knowledge.ruleSets) checkRuleSet(knowledge, set, home(set.programme, 'eligibility.yaml'), report)
  checkCases(knowledge, report)
  checkReferences(knowledge, folder, report)
}

function checkAliases(knowledge: Knowledge, file: (id: string) => string, report: Report): void {
  const owners = new Map<string, string>()
  for (const programme of knowledge.programmes.values()) {
    for (const alias of new Set([programme.title, programme.short, ...programme.aliases, ...programme.colloquial])) {
      const owner = owners.get(alias)
      if (owner) report(file(programme.id), 1, `叫法“${alias}”已经属于事项 ${owner}`, '一个叫法只留在一个事项里。')
      owners.set(alias, programme.id)
    }
  }
}

function checkRelated(knowledge: Knowledge, file: (id: string) => string, report: Report): void {
  for (const programme of knowledge.programmes.values()) {
    for (const id of programme.related) {
      if (!knowledge.programmes.has(id))
        report(file(programme.id), 1, `相关事项“${id}”不存在`, '改成已有的事项 id，或删掉。')
    }
  }
}

function checkPassages(knowledge: Knowledge, report: Report): void {
  const seen = new Set<string>()
  for (const passage of knowledge.passages) {
    if (seen.has(passage.id))
      report(passage.file, passage.line, `标题“${passage.title}”重复`, '合并成一条，或换个题目。')
    seen.add(passage.id)
    for (const { text, line } of passage.paragraphs) {
      for (const [, kind, id] of text.matchAll(/\{\{(\w+):([^}]*)\}\}/g)) {
        if (kind === 'phone' && !knowledge.phones.has(id ?? ''))
          report(passage.file, line, `电话 id“${id}”没有登记`, '在 bureau.yaml 的 phones 里登记。')
        if (
          kind === 'standard' &&
          !knowledge.standards.some((each) => each.programme === passage.programme && each.id === id)
        ) {
          report(passage.file, line, `标准“${id}”不存在`, '在本事项的 standards.yaml 里登记。')
        }
        if (kind !== 'phone' && kind !== 'standard')
          report(passage.file, line, `“{{${kind}:${id}}}”看不懂`, '只能写 {{standard:…}} 或 {{phone:…}}。')
      }
    }
  }
}

function checkStandards(knowledge: Knowledge, file: (id: string) => string, report: Report): void {
  for (const standard of knowledge.standards) {
    const at = file(standard.programme)
    for (const row of standard.values) {
      if (!knowledge.regions.has(row.region))
        report(at, 1, `标准 ${standard.id}：没有叫“${row.region}”的地区`, '用 bureau.yaml 里的地区全名。')
      if (!knowledge.sources.has(row.source))
        report(at, 1, `标准 ${standard.id}：出处“${row.source}”没有登记`, '在 sources.yaml 里登记。')
      if ('unpublished' in row && row.ask && !knowledge.offices.has(row.ask) && !knowledge.phones.has(row.ask)) {
        report(at, 1, `标准 ${standard.id}：ask“${row.ask}”不存在`, '写 bureau.yaml 里的机构或电话 id。')
      }
    }
    for (const [a, b] of pairs(standard.values)) {
      if (a.region === b.region && intersect(a, b)) {
        report(
          at,
          1,
          `标准 ${standard.id} 在${a.region}有两行时间重叠（${a.from} 与 ${b.from}）`,
          '给先的一行写上 to。',
        )
      }
    }
  }
}

function pairs(rows: readonly StandardRow[]): [StandardRow, StandardRow][] {
  return rows.flatMap((a, i) => rows.slice(i + 1).map((b): [StandardRow, StandardRow] => [a, b]))
}

function checkRuleSet(knowledge: Knowledge, set: RuleSet, file: string, report: Report): void {
  const ids = set.criteria.map((each) => each.id)
  for (const id of ids.filter((each, i) => ids.indexOf(each) !== i))
    report(file, 1, `条件 id“${id}”重复`, '换一个 id。')
  for (const exception of set.exceptions) {
    for (const id of exception.overrides) {
      if (!ids.includes(id)) report(file, 1, `例外 ${exception.id} 指向的条件“${id}”不存在`, '改成本规则里的条件 id。')
    }
  }
  for (const id of set.alternatives) {
    if (!knowledge.programmes.has(id)) report(file, 1, `替代事项“${id}”不存在`, '改成已有的事项 id，或删掉。')
  }
  for (const part of [...set.criteria, ...set.exceptions]) {
    for (const each of comparisonsOf(part.when)) {
      const fact = knowledge.facts.get(each.fact)
      if (!fact) report(file, 1, `${part.id}：事实“${each.fact}”没有登记`, '在 facts.yaml 里登记。')
      else if ('standard' in each) {
        if (
          !knowledge.standards.some((standard) => standard.programme === set.programme && standard.id === each.standard)
        ) {
          report(file, 1, `${part.id}：标准“${each.standard}”不存在`, '在本事项的 standards.yaml 里登记。')
        }
      } else checkValues(fact, each.op === 'oneOf' ? each.value : [each.value], part.id, file, report)
    }
  }
}

function checkValues(
  fact: FactDefinition,
  values: readonly (boolean | number | string)[],
  part: string,
  file: string,
  report: Report,
): void {
  for (const value of values) {
    if (!fits(fact, value))
      report(
        file,
        1,
        `${part}：事实 ${fact.name} 不能取值“${value}”`,
        `它是 ${fact.kind} 类型，照 facts.yaml 的登记改。`,
      )
  }
}

function checkCases(knowledge: Knowledge, report: Report): void {
  for (const each of knowledge.cases) {
    const { file, line } = each.where
    const set = knowledge.ruleSets.find((candidate) => candidate.id === each.ruleSet)
    if (!set)
      report(file, line, `例子“${each.name}”的规则“${each.ruleSet}”不存在`, '改成 eligibility.yaml 里的规则 id。')
    if (!knowledge.regions.has(each.region))
      report(file, line, `没有叫“${each.region}”的地区`, '用 bureau.yaml 里的地区全名。')
    for (const [name, value] of Object.entries(each.facts)) {
      const fact = knowledge.facts.get(name)
      if (!fact) report(file, line, `例子“${each.name}”的事实“${name}”没有登记`, '在 facts.yaml 里登记。')
      else if (value !== undefined && !fits(fact, value)) {
        report(file, line, `例子“${each.name}”的事实 ${name} 不能取值“${value}”`, `它是 ${fact.kind} 类型。`)
      }
    }
  }
}

function checkReferences(knowledge: Knowledge, folder: string, report: Report): void {
  for (const signal of knowledge.safety) {
    for (const id of signal.phones) {
      if (!knowledge.phones.has(id))
        report(`${folder}/safety.yaml`, 1, `信号 ${signal.id} 的电话“${id}”没有登记`, '在 bureau.yaml 里登记。')
    }
  }
  for (const department of knowledge.vocabulary.departments) {
    if (department.phone && !knowledge.phones.has(department.phone)) {
      report(
        `${folder}/vocabulary/departments.yaml`,
        1,
        `部门 ${department.id} 的电话“${department.phone}”没有登记`,
        '在 bureau.yaml 里登记。',
      )
    }
  }
  for (const office of knowledge.offices.values()) {
    for (const id of office.serves) {
      if (!knowledge.programmes.has(id))
        report(`${folder}/bureau.yaml`, 1, `机构 ${office.id} 的事项“${id}”不存在`, '改成已有的事项 id。')
    }
  }
  for (const source of knowledge.sources.values()) {
    for (const id of source.replaces) {
      if (!knowledge.sources.has(id))
        report(`${folder}/sources.yaml`, 1, `依据 ${source.id} 所取代的“${id}”没有登记`, '登记被取代的文件，或删掉。')
    }
  }
}
