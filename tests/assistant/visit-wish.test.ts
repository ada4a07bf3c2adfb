/** When a resident would like to come, in their own words; and what is no wish at all. */
import { hearErrand } from '../../src/assistant/hear-errand'
import { hearWish, meets, pickIn } from '../../src/assistant/visit-wish'
import { sayVisit } from '../../src/assistant/visit-words'
import { regions } from '../cases/sample'
import { slotAt } from '../contracts/appointment-store'

/** A Tuesday. */
const TODAY = '2026-11-24'
const heard = (text: string) => hearWish(text, TODAY, regions)

it.each([
  ['周五上午', { day: '2026-11-27', half: 'morning' }],
  ['下周三下午3点', { day: '2026-12-02', half: 'afternoon', time: '15:00' }],
  ['12月3日9点半', { day: '2026-12-03', half: 'morning', time: '09:30' }],
  ['12月3日上午9:30', { day: '2026-12-03', half: 'morning', time: '09:30' }],
  ['明天两点', { day: '2026-11-25', half: 'afternoon', time: '14:00' }],
  ['后天上午十点十五', { day: '2026-11-26', half: 'morning', time: '10:15' }],
  ['上午9点一刻', { half: 'morning', time: '09:15' }],
  ['十点一个人去', { half: 'morning', time: '10:00' }],
  ['十点', { half: 'morning', time: '10:00' }],
  ['下午', { half: 'afternoon' }],
  ['早上吧', { half: 'morning' }],
])('“%s” is a wish', (text, wish) => expect(heard(text)).toMatchObject(wish))

it.each(['周五能去吗', '上午要带什么材料', '修改电话', '上一步', '好的', '13912345678', '昨天'])(
  '“%s” is none',
  (text) => expect(heard(text)).toBeUndefined(),
)

const offered = [slotAt('09:00'), slotAt('14:00', { to: '15:00' })]

it('finds the offered visit that was clicked or counted', () => {
  expect(offered.map(sayVisit)).toEqual(['12月3日 周四 上午9:00–9:30', '12月3日 周四 下午2:00–3:00'])
  for (const slot of offered) expect(pickIn(sayVisit(slot), offered)).toBe(slot)
  for (const text of ['第2个', '2', '选第二个', '二']) expect(pickIn(text, offered)).toBe(offered[1])
  for (const text of ['第3个', '3号', '22', '第2个电话']) expect(pickIn(text, offered)).toBeUndefined()
})

it('takes a time within a visit for that visit', () => {
  expect(offered.map((slot) => meets(slot, { time: '14:40' }))).toEqual([false, true])
  expect(offered.map((slot) => meets(slot, { time: '09:30' }))).toEqual([false, false])
  expect(offered.map((slot) => meets(slot, { day: '2026-12-04', half: 'morning' }))).toEqual([false, false])
})

it.each([
  ['取消预约', 'cancelVisit'],
  ['帮我取消我的结婚登记预约', 'cancelVisit'],
  ['我要退号', 'cancelVisit'],
  ['取消预约 2026-341302-7K3M-9QXA-H 5678', 'cancelVisit'],
  ['改到周五上午', 'moveVisit'],
  ['预约改到12月8日', 'moveVisit'],
  ['我想改期', 'moveVisit'],
  ['把预约的时间换到下周一', 'moveVisit'],
  ['换个时间', 'moveVisit'],
  ['取消申请', 'withdraw'],
  ['预约改期怎么办', undefined],
  ['取消预约要收钱吗', undefined],
  ['低保审批权改到乡镇了吗', undefined],
  ['不去了', undefined],
])('“%s” asks for %s', (text, wish) => expect(hearErrand(text).wish).toBe(wish))
