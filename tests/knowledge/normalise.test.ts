import { normaliser, plainText } from '../../src/knowledge/normalise'

const normalise = normaliser({
  facets: new Map(),
  synonyms: [
    { say: ['抵保', 'dibao', '吃低保的'], mean: '低保' },
    { say: ['扯证', '领证'], mean: '结婚登记' },
    { say: ['低保'], mean: '低保户口' },
  ],
  stopPhrases: [],
  ambiguous: [],
  departments: [],
})

describe('one spelling', () => {
  it.each([
    ['低保怎麼申請？', '低保怎么申请?'],
    ['ＤＩＢＡＯ　１２３', 'dibao 123'],
    ['低\u200b保\ufeff', '低保'],
    ['低\u{e0041}保', '低保'],
    ['  低保  \n 材料 ', '低保 材料'],
    ['離婚登記', '离婚登记'],
  ])('of %j is %j', (written, plain) => expect(plainText(written)).toBe(plain))

  it('is not changed by a second pass', () => {
    const once = plainText('離婚　登記ＡＢＣ\u200b')
    expect(plainText(once)).toBe(once)
  })
})

describe('the vocabulary', () => {
  it('turns typos, homophones and pinyin into the word the knowledge uses', () => {
    expect(normalise('扯证要什么')).toBe('结婚登记要什么')
    expect(normalise('DIBAO咋办')).toBe('低保咋办')
    expect(normalise('吃低保的人')).toBe('低保人')
  })

  it('finds Latin spellings as whole words only', () => expect(normalise('sbdibaox')).toBe('sbdibaox'))

  it('does not double a word already spelt out', () => {
    expect(normalise('低保户口')).toBe('低保户口')
    expect(normalise('低保')).toBe('低保户口')
  })

  it('without entries changes only the spelling', () => {
    const none = normaliser({ facets: new Map(), synonyms: [], stopPhrases: [], departments: [], ambiguous: [] })
    expect(none('抵保')).toBe('抵保')
  })
})
