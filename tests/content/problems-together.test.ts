/** An editor is told what is wrong with the knowledge and with the forms in one go. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readContent } from '../../src/assistant/content'
import { type Workshop, workshop } from './workshop'

let shop: Workshop
beforeEach(() => {
  shop = workshop()
  writeFileSync(join(shop.working.dialogs, 'subsistence-allowance.yaml'), 'id: subsistence-allowance\n')
})
afterEach(() => shop.remove())

const filesWithProblems = () => {
  const read = readContent(shop.working)
  return read.ok ? [] : [...new Set(read.problems.map((each) => each.file))].sort()
}

describe('problems of knowledge and forms', () => {
  it('are told together', () => {
    shop.change('elderly-services/old-age-allowance/faq.md', '八十岁起。', '每月50元。')
    expect(filesWithProblems()).toEqual([
      'dialogs/subsistence-allowance.yaml',
      'knowledge/elderly-services/old-age-allowance/faq.md',
    ])
  })

  it('are told of the knowledge alone while its facts cannot be read: the forms would be blamed for them', () => {
    writeFileSync(join(shop.working.knowledge, 'facts.yaml'), 'facts: none\n')
    expect(filesWithProblems()).toEqual(['knowledge/facts.yaml'])
  })
})
