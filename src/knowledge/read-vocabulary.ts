/** vocabulary/: facets, synonyms, other departments, and words that may mean several programmes. */
import type { Vocabulary } from './knowledge'
import { plainText } from './normalise'
import { entriesOf, type Reading, readIfThere, readRequired, report, shownAs } from './reading'
import { ambiguousFile, departmentsFile, facetsFile, synonymsFile } from './schemas'

const FILES = ['facets.yaml', 'synonyms.yaml', 'departments.yaml', 'ambiguous.yaml', 'towns.yaml']

export function readVocabulary(reading: Reading): Vocabulary {
  checkFiles(reading)
  const facets = readRequired(reading, 'vocabulary/facets.yaml', facetsFile)
  const synonyms = readRequired(reading, 'vocabulary/synonyms.yaml', synonymsFile)
  const departments = readRequired(reading, 'vocabulary/departments.yaml', departmentsFile)
  const ambiguous = readIfThere(reading, 'vocabulary/ambiguous.yaml', ambiguousFile)
  return {
    facets: new Map((facets?.facets ?? []).map((each) => [each.facet, each.words])),
    synonyms: synonyms?.synonyms ?? [],
    stopPhrases: synonyms?.stopPhrases ?? [],
    departments: departments?.departments ?? [],
    ambiguous: (ambiguous?.ambiguous ?? []).map((each) => ({ ...each, words: each.words.map(plainText) })),
  }
}

/** `town.yaml` would silently be missing from every answer. */
function checkFiles(reading: Reading): void {
  const { folders, files } = entriesOf(reading, 'vocabulary')
  for (const name of [...folders, ...files].filter((each) => !FILES.includes(each)))
    report(
      reading,
      { file: shownAs(reading, `vocabulary/${name}`), line: 1 },
      '不认识这个文件，里面的内容不会被读到',
      `名字可能写错了；vocabulary/ 里只能有：${FILES.join('、')}。`,
    )
}
