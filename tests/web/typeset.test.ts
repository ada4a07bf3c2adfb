/** Plain reply text as the page sets it. */
import { splitPhones, typeset } from '../../src/web/resident/typeset'

describe('typeset', () => {
  it('leads with the first line, heads lists and keeps the law’s own numbering', () => {
    const text =
      '可以申请。\n\n条件：\n（一）收入低于标准；\n（二）财产符合规定。\n一、先提交申请\n二、再等审核\n材料：身份证。'
    expect(typeset(text)).toEqual([
      { kind: 'lead', text: '可以申请。' },
      { kind: 'heading', text: '条件：' },
      {
        kind: 'list',
        items: [
          { mark: '（一）', text: '收入低于标准；' },
          { mark: '（二）', text: '财产符合规定。' },
          { mark: '一、', text: '先提交申请' },
          { mark: '二、', text: '再等审核' },
        ],
      },
      { kind: 'paragraph', text: '材料：身份证。' },
    ])
  })

  it.each(['1.5万元以内的', '2026年7月1日起', '12345热线', '3个工作日内', '-'])(
    'does not take “%s” for a list',
    (line) => {
      expect(typeset(`说明\n${line}`).map((block) => block.kind)).toEqual(['lead', 'paragraph'])
    },
  )

  it('has nothing to set in nothing', () => {
    expect(typeset(' \n\n')).toEqual([])
  })
})

describe('telephone numbers', () => {
  const phones = (text: string, emergency = false) =>
    splitPhones(text, emergency).flatMap((part) => (part.kind === 'phone' ? [part.text] : []))

  it.each([
    ['请拨打12345或0557-3022345。', ['12345', '0557-3022345']],
    ['12356、12338', ['12356', '12338']],
    ['共12345元', []],
    ['编号2026-12345-7', []],
    ['每月110元，共120人', []],
  ])('in “%s” are %j', (text, expected) => {
    expect(phones(text)).toEqual(expected)
  })

  it('include 110, 119 and 120 only where the reply is about danger', () => {
    expect(phones('请打110、119或120', true)).toEqual(['110', '119', '120'])
    expect(phones('请打110、119或120')).toEqual([])
    expect(phones('补助120元', true)).toEqual([])
  })

  it('lose no letter of the text', () => {
    const text = '先打12345，再打12356。'
    expect(
      splitPhones(text, false)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})
