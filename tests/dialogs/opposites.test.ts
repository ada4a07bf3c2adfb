/** A label that says the opposite is never picked by the half of it that was said. */
import { chat, valueAt } from './support'

const beforeKinship = ['双方都是内地居民']

describe('opposites', () => {
  it.each(['有亲戚关系', '有房子', '有'])('does not take %s for 没有亲戚关系', (said) => {
    expect(valueAt(chat('marriage-registration', ...beforeKinship, said), 'kinship')).toBeUndefined()
  })

  it('does not take 我是被逼的 for 自愿', () => {
    const forced = chat('marriage-registration', ...beforeKinship, '没有亲戚关系', '我是被逼的')
    expect(valueAt(forced, 'kinship')).toBe('none')
    expect([undefined, 'no', 'forced', false]).toContain(valueAt(forced, 'voluntary'))
  })

  it('takes 孙子女 for the grandchild’s label, not for 子女 inside it', () => {
    const intake = [
      '给自己家申请',
      '三个人',
      '不清楚',
      '王秀英',
      '同意',
      '以后补',
      '13812345678',
      '埇桥区',
      '沱河街道解放社区',
      '沱河街道解放路12号3单元',
    ]
    const told = chat('subsistence-allowance', ...intake, '没有工作', '都没有', '没有', '有', '李建国', '孙子女')
    expect(valueAt(told, 'members[0].relation')).toMatch(/grand/)
  })
})
