/** A word that may mean several programmes, said alone, is asked back; each choice then leads to its programme. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Asker, openAsker } from '../../scripts/evaluation/asker'
import { indexContent } from '../../src/assistant/library'
import type { Library } from '../../src/assistant/turn'
import { readKnowledge } from '../../src/knowledge/read-knowledge'
import { smallBase } from './small-base'

const TODAY = '2026-11-24'

describe('a declared word said alone', () => {
  let library: Library
  let asker: Asker
  beforeAll(async () => {
    asker = await openAsker()
    library = asker.library
  })
  afterAll(() => asker.close())

  it.each([
    ['补贴', '哪一种补贴', '高龄津贴怎么申请'],
    ['津贴？', '哪一种补贴', '养老服务补贴怎么申请'],
    ['救助', '哪种情况', '临时救助怎么申请'],
    ['证明', '哪一种证明', '单身证明在哪开'],
    ['养老钱', '哪一种', '老人能申请低保吗'],
    ['残疾补贴', '两样', '重度残疾人护理补贴怎么申请'],
    ['离婚证丢了。', '接下来想办哪一样', '离婚证丢了能结婚登记吗'],
  ])('%s is asked back', async (q, question, choice) => {
    const { reply } = await asker.ask({ q })
    expect(reply).toMatchObject({ kind: 'clarify', text: expect.stringContaining(question) })
    expect(reply.choices).toContain(choice)
    expect(reply.choices.at(-1)).toBe('转人工')
  })

  it('is answered when a few words more tell what is asked', async () => {
    expect((await asker.ask({ q: '残疾人护理补贴要什么材料' })).reply.kind).toBe('answer')
  })

  it('offers choices each of which its own programme answers', async () => {
    const choices = library.knowledge.vocabulary.ambiguous.flatMap((each) => each.choices)
    expect(choices.length).toBeGreaterThan(30)
    const wrong: string[] = []
    for (const { programme, say } of choices) {
      const { reply } = await asker.ask({ q: say })
      const led = 'programme' in reply ? reply.programme : undefined
      if (reply.kind !== 'answer' && reply.kind !== 'standard') wrong.push(`${say}: ${reply.kind}`)
      else if (led !== programme) wrong.push(`${say}: ${led}, not ${programme}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('a name of two programmes', () => {
  const base = smallBase()
  afterAll(() => base.remove())

  it('is sound once declared, and then names neither of them', async () => {
    base.change('elderly-services/old-age-allowance/programme.yaml', '[高龄补贴]', '[高龄补贴, 困难补贴]')
    base.change('social-assistance/subsistence-allowance/programme.yaml', '[低保金]', '[低保金, 困难补贴]')
    const [before] = problemsOf(readKnowledge(base.folder))
    expect(before?.problem).toMatch(/“困难补贴”已经属于事项 subsistence-allowance（knowledge\/.*programme.yaml:\d+）/)
    writeFileSync(
      join(base.folder, 'vocabulary/ambiguous.yaml'),
      `ambiguous:
  - words: [困难补贴]
    question: 您问的是哪一种？
    choices:
      - { programme: old-age-allowance, say: 高龄津贴条件 }
      - { programme: subsistence-allowance, say: 低保条件 }
`,
    )
    const read = readKnowledge(base.folder)
    if (!read.ok) throw new Error('a declared name is sound')
    const { library } = await indexContent({ knowledge: read.knowledge, dialogs: new Map() })
    expect(library.understand('困难补贴要带什么', TODAY).programmes).toEqual([])
    expect(library.understand('高龄补贴要带什么', TODAY).programmes).toEqual(['old-age-allowance'])
  })
})

const problemsOf = (read: ReturnType<typeof readKnowledge>) => (read.ok ? [] : read.problems)
