import { maskMiddle, maskNumbers } from '../../src/domain/mask'

describe('masking', () => {
  it.each([
    ['我身份证110105194912310024', '110*************24', 'residentId'],
    ['我身份证11010519491231002X。', '110*************2X', 'residentId'],
    ['11010519491231002x', '110*************2x', 'residentId'],
    ['身份证 110105 19491231 0024', '110*************24', 'residentId'],
    ['110105-1949-1231-0024', '110*************24', 'residentId'],
    ['电话13855712345', '138****2345', 'phone'],
    ['138 5571 2345', '138****2345', 'phone'],
    ['138-5571-2345', '138****2345', 'phone'],
    ['卡号6222021234567890123', '6222***********0123', 'bankAccount'],
    ['卡号 6222 0212 3456 7890 123', '6222***********0123', 'bankAccount'],
    ['卡 6228480012345678', '6228********5678', 'bankAccount'],
    ['１３８５５７１２３４５', '138****2345', 'phone'],
    ['138  5571  2345', '138****2345', 'phone'],
    ['sfz110105194912310024', '110*************24', 'residentId'],
    ['110105 1949 12 31 0024', '110*************24', 'residentId'],
    ['老身份证110105491231002', '110**********02', 'residentId'],
    ['输错月份110105194913310024', '1101**********0024', 'bankAccount'],
  ])('hides the middle: %s', (text, shown, kind) => {
    const masked = maskNumbers(text)
    expect(masked.text).toContain(shown)
    expect(masked.found).toEqual([kind])
  })

  it('hides a phone with its country code', () => {
    for (const text of ['+86 13855712345', '+8613855712345', '86-138-5571-2345']) {
      const masked = maskNumbers(text)
      expect(masked.found).toEqual(['phone'])
      expect(masked.text).not.toMatch(/5571|38557|55712/)
    }
  })

  it('hides every number of a message', () => {
    const masked = maskNumbers('我13855712345，老婆13955754321，孩子110101199003070011')
    expect(masked.found).toEqual(['residentId', 'phone', 'phone'])
    expect(masked.text).toBe('我138****2345，老婆139****4321，孩子110*************11')
  })

  it.each([
    ...[
      '国务院令第804号',
      '中华人民共和国主席令第45号',
      '宿民发〔2026〕12号',
      '皖民社救字〔2021〕89号',
      '2026年7月1日',
    ],
    ...[
      '2026-07-01',
      '20260701',
      '第十八条',
      '每月1200.50元',
      '存款 1,234,567 元',
      '12345',
      '12345678',
      '0557-3030303',
    ],
    ...[
      '统一社会信用代码91341300MA2NXXXX1A',
      '341302',
      '编号 SZ-2026-000123',
      '第30天',
      '8:00-12:00',
      '150\n1200\n1300',
    ],
  ])('leaves alone what identifies nobody: %s', (text) => {
    expect(maskNumbers(text)).toEqual({ text, found: [] })
  })

  it('twice changes nothing more', () => {
    const once = maskNumbers('110101199003070011 13855712345 6222021234567890123')
    expect(once.found).toHaveLength(3)
    expect(maskNumbers(once.text)).toEqual({ text: once.text, found: [] })
  })

  it('of a short text shows none of it', () => {
    expect(maskMiddle('12345', 3, 2)).toBe('*****')
    expect(maskMiddle('123456', 3, 2)).toBe('123*56')
  })
})
