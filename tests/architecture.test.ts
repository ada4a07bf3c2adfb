/** The house rules are executed, not remembered: who may import whom, no cycles, and what only one file may do. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BASE_FILES, MAY_IMPORT, violationsIn } from './architecture/rules'
import { importsOf, readSources } from './architecture/source-files'

const root = join(__dirname, '..')
const sources = readSources(root, ['src', 'scripts'])

describe('the house', () => {
  it('is read whole: every room has files, and their imports are seen', () => {
    const rooms = new Set([...sources.keys()].map((file) => /^src\/([^/.]+)/.exec(file)?.[1]).filter(Boolean))
    expect([...rooms].sort()).toEqual(Object.keys(MAY_IMPORT).sort())
    expect(importsOf(sources).length).toBeGreaterThan(300)
  })

  it('keeps every rule', () => expect(violationsIn(sources)).toEqual([]))

  it('keeps base a closed list', () => {
    const base = [...sources.keys()].filter((file) => file.startsWith('src/base/'))
    expect(base.sort()).toEqual(BASE_FILES.map((file) => `src/base/${file}`))
  })

  it('runs on declared dependencies alone', () => {
    const declared = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const known = Object.keys({ ...declared.dependencies, ...declared.optionalDependencies })
    const used = importsOf(sources)
      .filter(({ file, from }) => file.startsWith('src/') && !from.startsWith('.') && !from.startsWith('node:'))
      .map(({ from }) => from.match(/^(@[^/]+\/)?[^/]+/)?.[0])
    expect(used.length).toBeGreaterThan(0)
    expect([...new Set(used)].filter((name) => !known.includes(name ?? ''))).toEqual([])
  })
})

describe('a forbidden file', () => {
  const legal = {
    'src/base/clock.ts': 'export const systemClock = { now: () => new Date() }\n',
    'src/domain/period.ts': "import type { Clock } from '../base/clock'\n",
    'src/knowledge/knowledge.ts': "import {\n  covers,\n} from '../domain/period'\n",
    'src/console/views.ts': "import type { Knowledge } from '../knowledge/knowledge'\n",
    'src/web/page.ts': "import type { InboxView } from '../console/views'\nconst at = Date.now()\n",
    'src/config.ts': 'export const readConfig = () => process.env\n',
    'src/main.ts': "import { readConfig } from './config'\nreadConfig(process.env)\n",
    'scripts/ask.ts': "import { readConfig } from '../src/config'\nimport { startService } from '../src/main'\n",
  }

  it('stands among files that break nothing', () => {
    expect(violationsIn(new Map(Object.entries(legal)))).toEqual([])
  })

  it.each([
    ['src/domain/a.ts', "import { x } from '../knowledge/knowledge'", 'domain may not import knowledge'],
    ['src/domain/a.ts', "import {\n  x,\n} from '../knowledge/knowledge'", 'a.ts:3 domain may not import knowledge'],
    ['src/domain/a.ts', "export { x } from '../knowledge/knowledge'", 'domain may not import knowledge'],
    ['src/domain/a.ts', "import '../knowledge/knowledge'", 'domain may not import knowledge'],
    ['src/domain/a.ts', "const x = await import('../knowledge/knowledge')", 'domain may not import knowledge'],
    ['src/domain/a.ts', "const x = require('../knowledge/knowledge')", 'domain may not import knowledge'],
    ['src/knowledge/a.ts', "import type { X } from '../eligibility/decide'", 'knowledge may not import eligibility'],
    ['src/eligibility/a.ts', "import { x } from '../knowledge/knowledge'", 'eligibility may not import knowledge'],
    ['src/dialogs/a.ts', "import { x } from '../cases/case-file'", 'dialogs may not import cases'],
    ['src/cases/a.ts', "import { x } from '../assistant/reply'", 'cases may not import assistant'],
    ['src/assistant/a.ts', "import { x } from '../channels/render'", 'assistant may not import channels'],
    ['src/assistant/a.ts', "import { x } from '../adapters/sql/database'", 'assistant may not import adapters'],
    ['src/channels/a.ts', "import { x } from '../knowledge/knowledge'", 'channels may not import knowledge'],
    ['src/console/a.ts', "import { x } from '../dialogs/dialog'", 'console may not import dialogs'],
    ['src/adapters/sql/a.ts', "import { x } from '../../channels/render'", 'adapters may not import channels'],
    ['src/web/a.ts', "import { x } from '../console/views'", 'web may not import console'],
    ['src/web/a.ts', "import type { X } from '../cases/case-file'", 'web may not import cases'],
    ['src/assistant/a.ts', "import { x } from '../config'", 'assistant may not import config'],
    ['src/config.ts', "import { x } from './assistant/reply'", 'config may not import assistant'],
    ['src/base/log.ts', "import { x } from '../domain/period'", 'base may not import domain'],
    ['src/base/strings.ts', 'export const x = 1', 'base is a closed list'],
    ['src/services/a.ts', 'export const x = 1', 'services is not a room'],
    ['src/domain/utils.ts', 'export const x = 1', 'is named for no idea'],
    ['src/cases/index.ts', "export * from './case-file'", 'is named for no idea'],
    ['src/domain/a.ts', "import { x } from '../../tests/domain/sample'", 'outside src and scripts'],
    ['src/assistant/a.ts', "import { TurnContext } from 'botbuilder'", 'only src/channels/'],
    ['src/console/a.ts', "import type { Server } from 'restify'", 'only src/channels/'],
    ['scripts/ask.ts', "import { createServer } from 'restify'", 'only src/channels/'],
    ['src/cases/a.ts', "import { sql } from 'kysely'", 'only src/adapters/'],
    ['src/cases/a.ts', "import { Pool } from 'pg'", 'only src/adapters/'],
    ['src/assistant/a.ts', "import { DatabaseSync } from '@photostructure/sqlite'", 'only src/adapters/'],
    ['src/assistant/a.ts', "import { Document } from '@langchain/core/documents'", 'only src/knowledge/'],
    ['src/assistant/model/a.ts', "import { ChatOpenAI } from '@langchain/openai'", 'only src/adapters/model/'],
    ['src/channels/a.ts', 'const port = process.env.PORT', 'reads process.env'],
    ['src/main.ts', 'const port = process.env.PORT', 'reads process.env'],
    ['src/channels/a.ts', 'readConfig(process.env)', 'hands process.env over'],
    ['src/cases/a.ts', 'const now = Date.now()', 'reads the time'],
    ['src/cases/a.ts', '\n\nconst now = new Date( )', 'a.ts:3 reads the time'],
    ['src/cases/a.ts', 'const id = Math.random()', 'draws a random number'],
    ['src/cases/a.ts', "import { randomUUID } from 'node:crypto'", 'draws a random number'],
    ['src/domain/period.ts', "import { x } from './period'", 'imports itself'],
  ])('is caught: %s with %j', (file, code, words) => {
    const found = violationsIn(new Map([...Object.entries(legal), [file, code]]))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(words)
  })

  it('is caught on a cycle of three, of types alone', () => {
    const cycle = {
      'src/cases/a.ts': "import type { B } from './b'\n",
      'src/cases/b.ts': "import type { C } from './c'\n",
      'src/cases/c.ts': "import type { A } from './a'\n",
    }
    const path = 'src/cases/a.ts → src/cases/b.ts → src/cases/c.ts → src/cases/a.ts'
    expect(violationsIn(new Map(Object.entries(cycle)))).toEqual([`src/cases/a.ts imports itself: ${path}`])
  })

  it('is not one that only speaks of a forbidden thing in a comment', () => {
    const text = "/** never import { x } from 'restify' */\n// nor Math.random()\nexport const x = 1\n"
    expect(violationsIn(new Map([['src/cases/a.ts', text]]))).toEqual([])
  })
})
