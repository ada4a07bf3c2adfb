/** Where amounts, sources, rule sets and offices are written, found again for messages: they do not carry their line. */
import { DIVISIONS, type Programme } from '../../domain/programme'
import type { StandardRow } from '../../domain/standard'
import type { Place } from '../basis'
import type { Knowledge } from '../knowledge'
import { fileOf } from '../read-programme'
import { isThere, placeOf, type Reading, readIfThere, startReading } from '../reading'
import { bureauFile, eligibilityFile, sourcesFile, standardsFile } from '../schemas'

export interface Places {
  amount(row: StandardRow): Place
  source(id: string): Place
  ruleSet(id: string): Place
  office(id: string, key: 'phone' | 'address' | 'hours'): Place
  phone(id: string): Place
}

export function placesIn(folder: string, knowledge: Knowledge): Places {
  const reading = startReading(folder)
  const found = new Map<string, Place>()
  const note = (key: string, file: string, path: readonly PropertyKey[]) => found.set(key, placeOf(reading, file, path))
  for (const file of ['sources.yaml', ...Object.keys(DIVISIONS).map((each) => `${each}/sources.yaml`)])
    readIfThere(reading, file, sourcesFile)?.sources.forEach(({ id }, i) => {
      note(`source ${id}`, file, ['sources', i])
    })
  const amounts = new Map<StandardRow, Place>()
  for (const programme of knowledge.programmes.values()) {
    noteAmounts(programme, knowledge, reading, amounts)
    const file = fileOf(programme, 'eligibility.yaml')
    if (!isThere(reading, file)) continue
    readIfThere(reading, file, eligibilityFile)?.ruleSets.forEach(({ id }, i) => {
      note(`rules ${id}`, file, ['ruleSets', i])
    })
  }
  const bureau = readIfThere(reading, 'bureau.yaml', bureauFile)
  bureau?.phones.forEach(({ id }, i) => {
    note(`phone ${id}`, 'bureau.yaml', ['phones', i])
  })
  bureau?.offices.forEach(({ id }, i) => {
    for (const key of ['phone', 'address', 'hours']) note(`office ${id} ${key}`, 'bureau.yaml', ['offices', i, key])
  })
  const at = (key: string): Place => found.get(key) ?? { file: reading.label, line: 1 }
  return {
    amount: (row) => amounts.get(row) ?? { file: reading.label, line: 1 },
    source: (id) => at(`source ${id}`),
    ruleSet: (id) => at(`rules ${id}`),
    office: (id, key) => at(`office ${id} ${key}`),
    phone: (id) => at(`phone ${id}`),
  }
}

function noteAmounts(
  programme: Programme,
  knowledge: Knowledge,
  reading: Reading,
  places: Map<StandardRow, Place>,
): void {
  const file = fileOf(programme, 'standards.yaml')
  if (!readIfThere(reading, file, standardsFile)) return
  const own = knowledge.standards.filter((each) => each.programme === programme.id)
  own.forEach((standard, i) => {
    standard.values.forEach((row, j) => {
      places.set(row, placeOf(reading, file, ['standards', i, 'values', j]))
    })
  })
}
