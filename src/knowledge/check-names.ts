/**
 * What residents call things: a name leads to one programme, or is declared in vocabulary/ambiguous.yaml with the
 * question that clears it up; and each choice offered there leads to the programme it stands for.
 */
import type { Programme } from '../domain/programme'
import type { Place } from './basis'
import type { Knowledge } from './knowledge'
import { type Normalise, normaliser, plainText } from './normalise'
import { checkProse } from './prose-checks'
import { fileOf } from './read-programme'
import { type Path, placeOf, type Reading, report } from './reading'

const AMBIGUOUS = 'vocabulary/ambiguous.yaml'

export function checkNames(knowledge: Knowledge, reading: Reading): void {
  const normalise = normaliser(knowledge.vocabulary)
  checkOwners(knowledge, normalise, reading)
  checkAmbiguous(knowledge, normalise, reading)
}

/** A name said by a resident must lead to one programme, also once its synonyms are replaced. */
function checkOwners(knowledge: Knowledge, normalise: Normalise, reading: Reading): void {
  const declared = new Set(knowledge.vocabulary.ambiguous.flatMap((each) => each.words.map(normalise)))
  const owners = new Map<string, { readonly programme: Programme; readonly at: Place }>()
  for (const programme of knowledge.programmes.values()) {
    for (const { said, path } of namesOf(programme)) {
      const at = placeOf(reading, fileOf(programme, 'programme.yaml'), path)
      const owner = owners.get(normalise(said))
      if (owner === undefined) owners.set(normalise(said), { programme, at })
      else if (owner.programme !== programme && !declared.has(normalise(said)))
        report(
          reading,
          at,
          `叫法“${said}”已经属于事项 ${owner.programme.id}（${owner.at.file}:${owner.at.line}）`,
          '一个叫法只留在一个事项里；两边都要用的，在 vocabulary/ambiguous.yaml 里登记，写好反问的话。',
        )
    }
  }
}

interface NamedAt {
  readonly said: string
  readonly path: Path
}

function namesOf(programme: Programme): NamedAt[] {
  const listed = (['aliases', 'colloquial'] as const).flatMap((key) =>
    programme[key].map((said, i): NamedAt => ({ said, path: [key, i] })),
  )
  return [{ said: programme.title, path: ['title'] }, { said: programme.short, path: ['short'] }, ...listed]
}

function checkAmbiguous(knowledge: Knowledge, normalise: Normalise, reading: Reading): void {
  const seen = new Map<string, string>()
  knowledge.vocabulary.ambiguous.forEach(({ words, question, choices }, i) => {
    const at = (...path: Path) => placeOf(reading, AMBIGUOUS, ['ambiguous', i, ...path])
    checkProse(question, at('question'), reading.problems)
    words.forEach((word, j) => {
      const key = plainText(word)
      const before = seen.get(key)
      if (before !== undefined) report(reading, at('words', j), `“${word}”登记了两次`, '只留一处。')
      seen.set(key, word)
    })
    choices.forEach((choice, j) => {
      const programme = knowledge.programmes.get(choice.programme)
      if (!programme)
        report(reading, at('choices', j), `事项“${choice.programme}”不存在`, '改成已有的事项 id，或删掉。')
      else if (!namesOf(programme).some(({ said }) => normalise(choice.say).includes(normalise(said))))
        report(
          reading,
          at('choices', j),
          `“${choice.say}”没有说到事项 ${programme.id}（${programme.short}），点了会答成别的`,
          '写进它的名称或叫法。',
        )
    })
    if (new Set(choices.map((each) => each.programme)).size < choices.length)
      report(reading, at('choices'), `“${words[0]}”的选项里有两个指同一个事项`, '每个选项对应一个不同的事项。')
  })
}
