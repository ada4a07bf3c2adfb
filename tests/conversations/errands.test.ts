/** After the intake: who may ask after a case, take it back, bring papers, or go on elsewhere; and who learns nothing. */
import { sqlAuditLog } from '../../src/adapters/sql/audit-log'
import { sqlCaseStore } from '../../src/adapters/sql/case-store'
import { eraseCases } from '../../src/adapters/sql/erase'
import { sqlHandOffQueue } from '../../src/adapters/sql/hand-off-queue'
import { transact } from '../../src/adapters/sql/transact'
import type { Reply } from '../../src/assistant/reply'
import { countingIds } from '../../src/base/ids'
import { verifyAudit } from '../../src/cases/audit-log'
import { drawCaseNumber } from '../../src/cases/case-number'
import { LOCK_MS, MOST_TRIES, MOST_TRIES_ON_ONE } from '../../src/cases/errands'
import { testCipher } from '../cases/sample'
import { fileOldAge, OLD_AGE_PHONE } from './file-old-age'
import { startTalk, type Talk } from './talk'

const NOW = '2026-11-24T09:00:00+08:00'
const PAPER = { reference: 'upload_1', name: '诊断书.jpg', contentType: 'image/jpeg', bytes: 9, sha256: 'a'.repeat(64) }
/** A number that could be one, and is nobody's. */
const NOBODYS = drawCaseNumber(countingIds(), 2026, '341302')
const ELSEWHERE = { conversation: 'c2' }

let talk: Talk
beforeEach(async () => {
  talk = await startTalk(NOW)
})
afterEach(() => talk.close())

/** A form filled in and confirmed: its number, and the code its receipt gives. */
async function filed(): Promise<{ number: string; code: string; receipt: Reply }> {
  const receipt = await fileOldAge(talk)
  const number = receipt.kind === 'receipt' ? receipt.caseNumber : ''
  const code = /补材料 ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(receipt.text)?.[1] ?? ''
  return { number, code, receipt }
}

const stored = () => sqlCaseStore(talk.database, testCipher)

describe('the receipt', () => {
  it('gives the number, what happens next, whom to call, and the code for papers', async () => {
    const { number, code, receipt } = await filed()
    expect(number).toMatch(/^2026-341323-/)
    expect(code).toHaveLength(9)
    expect(receipt.text).toContain('12345')
    expect(receipt.text).toContain('接下来')
  })

  it('keeps the code only as a hash', async () => {
    const { code } = await filed()
    const rows = await talk.database.selectFrom('resume_code').selectAll().execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(code.slice(0, 4))
  })
})

describe('status from another conversation', () => {
  it('is told by number and phone tail, in one message or two: stage, day and what is next, nothing else', async () => {
    const { number } = await filed()
    const reply = await talk.say(`查进度 ${number} 尾号5678`, ELSEWHERE)
    expect(reply).toMatchObject({ kind: 'status', text: expect.stringMatching(/11月24日登记.*已受理/) })
    expect(reply.text).not.toMatch(/高龄|津贴|张桂兰|灵璧|5678/)
    expect((await talk.say(number, { conversation: 'c3' })).text).toContain('后四位')
    expect((await talk.say('5678', { conversation: 'c3' })).text).toContain('已受理')
  })

  it('is the same for a wrong tail as for a number nobody has', async () => {
    const { number } = await filed()
    const wrong = await talk.say(`${number} 0000`, ELSEWHERE)
    const nobody = await talk.say(`${NOBODYS} 0000`, { conversation: 'c3' })
    expect(wrong.text).toBe(nobody.text)
    expect((await talk.say(NOBODYS, { conversation: 'c4' })).text).toBe(
      (await talk.say(number, { conversation: 'c5' })).text,
    )
  })

  it('locks out who guessed wrong three times, and nobody else; it opens again later', async () => {
    const { number } = await filed()
    for (const tail of ['0001', '0002']) await talk.say(`${number} ${tail}`, ELSEWHERE)
    expect((await talk.say('0003', ELSEWHERE)).text).toContain('先停半小时')
    expect((await talk.say(`${number} 5678`, ELSEWHERE)).text).toContain('先停半小时')
    expect((await talk.say(`${number} 5678`, { conversation: 'c3' })).text).toContain('已受理')
    expect((await talk.say(`查办件进度`)).text).toContain('已受理')
    talk.later(LOCK_MS)
    expect((await talk.say(`${number} 5678`, ELSEWHERE)).text).toContain('已受理')
  })

  it('after many strangers have guessed takes the whole phone number only, which nobody guesses', async () => {
    const { number } = await filed()
    for (let i = 0; i < MOST_TRIES_ON_ONE; i++) {
      await talk.say(`${number} 000${i}`, { conversation: `stranger${Math.floor(i / MOST_TRIES)}` })
    }
    expect((await talk.say(`${number} 5678`, { conversation: 'owner' })).text).toContain('完整手机号')
    expect((await talk.say(`${number} ${OLD_AGE_PHONE}`, { conversation: 'owner' })).text).toContain('已受理')
  })

  it('does not go on guessing by whole phone numbers', async () => {
    const { number } = await filed()
    for (const last of ['1', '2']) await talk.say(`${number} 1390000000${last}`, ELSEWHERE)
    expect((await talk.say(`${number} 13900000003`, ELSEWHERE)).text).toContain('先停半小时')
    expect((await talk.say(`${number} ${OLD_AGE_PHONE}`, ELSEWHERE)).text).toContain('先停半小时')
  })

  it('does not take four tails in one message for four tries', async () => {
    const { number } = await filed()
    expect((await talk.say(`${number} 0001 0002 0003 5678`, ELSEWHERE)).text).toContain('对不上')
  })
})

describe('withdrawing', () => {
  it('asks first, is told once, and is in the audit log', async () => {
    const { number } = await filed()
    expect((await talk.say(`撤回申请 ${number} 5678`, ELSEWHERE)).text).toContain('确认撤回')
    expect((await talk.say('确认撤回', ELSEWHERE)).text).toContain('已经撤回')
    expect((await talk.say('撤回申请')).text).toContain('已经撤回了')
    expect((await talk.say('查办件进度')).text).toContain('撤回')
    const kept = await stored().find(number)
    expect(kept?.state.withdrawnAt).toBe('2026-11-24T01:00:00.000Z')
    const audit = sqlAuditLog(talk.database)
    expect((await audit.read(0, 9)).map(({ actor, action }) => [actor, action])).toEqual([
      ['resident', 'case.withdrawn'],
    ])
    expect((await verifyAudit(audit)).kind).toBe('whole')
  })

  it('changes nothing when it is thought better of', async () => {
    const { number } = await filed()
    await talk.say('撤回申请')
    expect((await talk.say('不撤回了')).text).toContain('不撤回')
    expect((await stored().find(number))?.state.withdrawnAt).toBeUndefined()
  })

  it('never withdraws on the number alone', async () => {
    const { number } = await filed()
    await talk.say(`撤回申请 ${number}`, ELSEWHERE)
    await talk.say('确认撤回', ELSEWHERE)
    expect((await stored().find(number))?.state.withdrawnAt).toBeUndefined()
  })

  it('is handed over after the case itself, in order', async () => {
    const { number } = await filed()
    await talk.say('撤回申请')
    await talk.say('确认撤回')
    const handOffs = sqlHandOffQueue(talk.database, testCipher)
    const claim = () => handOffs.claim({ now: new Date(NOW), until: new Date(NOW), atMost: 9 })
    const [first, ...others] = await claim()
    expect([first?.event, others]).toEqual([undefined, []])
    await handOffs.settle({ id: first?.id ?? '', attempts: 0 }, { kind: 'accepted', backendNumber: 'n' }, new Date(NOW))
    const [second] = await claim()
    expect(second?.event).toMatchObject({ type: 'case.withdrawn', number })
  })
})

describe('papers brought later', () => {
  const bring = async (first: string) => {
    const begun = await talk.say(first, ELSEWHERE)
    await talk.say('', { ...ELSEWHERE, attachments: [PAPER] })
    return begun
  }

  it('come to the case by its code, from any device, as often as one likes', async () => {
    const { number, code } = await filed()
    expect((await bring(`补材料 ${code}`)).text).toContain(number)
    expect((await talk.say('完成', ELSEWHERE)).text).toContain('补上了1份')
    expect((await stored().find(number))?.caseFile.attachments.map(({ name }) => name)).toEqual(['诊断书.jpg'])
    await talk.say(`补材料 ${code.toLowerCase().replace('-', '')}`, ELSEWHERE)
    await talk.say('', { ...ELSEWHERE, attachments: [{ ...PAPER, reference: 'upload_2' }] })
    await talk.say('好了', ELSEWHERE)
    expect((await stored().find(number))?.caseFile.attachments).toHaveLength(2)
  })

  it('come by number and tail too, and nothing comes without a paper', async () => {
    const { number } = await filed()
    await talk.say(`补材料 ${number} 5678`, ELSEWHERE)
    expect((await talk.say('完成', ELSEWHERE)).text).toContain('还没有收到')
    await talk.say('', { ...ELSEWHERE, attachments: [PAPER] })
    await talk.say('完成', ELSEWHERE)
    expect((await stored().find(number))?.caseFile.attachments).toHaveLength(1)
  })

  it('are told the backend once when the message arrives twice', async () => {
    const { code } = await filed()
    await bring(`补材料 ${code}`)
    await talk.say('完成', { ...ELSEWHERE, id: 'twice' })
    await talk.say('完成', { ...ELSEWHERE, id: 'twice' })
    const rows = await talk.database.selectFrom('hand_off').select('event').execute()
    expect(rows).toHaveLength(2)
  })

  it('are not taken for a wrong code, nor to a case withdrawn; three wrong codes pause', async () => {
    const { code } = await filed()
    for (const wrong of ['2222-AAAA', '3333-BBBB', '4444-CCCC']) {
      expect((await talk.say(`补材料 ${wrong}`, ELSEWHERE)).text).toContain('没有找到')
    }
    expect((await talk.say(`补材料 ${code}`, ELSEWHERE)).text).toContain('半小时')
    await talk.say('撤回申请')
    await talk.say('确认撤回')
    expect((await talk.say(`补材料 ${code}`)).text).toContain('已经撤回')
  })
})

it('lets the code go with the case', async () => {
  const { number, code } = await filed()
  const id = (await stored().find(number))?.caseFile.id ?? ''
  await talk.database.updateTable('hand_off').set({ state: 'delivered' }).execute()
  await transact(talk.database, (trx) => eraseCases(trx, [id], new Date(NOW)))
  expect(await talk.database.selectFrom('resume_code').selectAll().execute()).toEqual([])
  expect((await talk.say(`补材料 ${code}`, ELSEWHERE)).text).toContain('没有找到')
})

describe('a form set aside', () => {
  const parked = async () => {
    for (const text of ['我要办高龄津贴', '老人自己申请']) await talk.say(text)
    const { text } = await talk.say('稍后继续')
    return /继续 ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1] ?? ''
  }

  it('goes on where it stopped on another device, with its code', async () => {
    const code = await parked()
    const here = await talk.say('继续办理')
    await talk.say('稍后继续')
    const there = await talk.say(`继续 ${code}`, ELSEWHERE)
    expect(there).toMatchObject({ kind: 'question', field: here.kind === 'question' ? here.field : '-' })
  })

  it('opens one case though both devices go on with it', async () => {
    const code = await parked()
    await talk.say(`继续 ${code}`, ELSEWHERE)
    const numbers: string[] = []
    for (const conversation of ['c1', 'c2']) {
      const reply = await fileOldAge(talk, conversation)
      if (reply.kind === 'receipt') numbers.push(reply.caseNumber)
    }
    expect(numbers).toHaveLength(2)
    expect(new Set(numbers).size).toBe(1)
  })

  it('is gone after thirty days', async () => {
    const code = await parked()
    talk.later(31 * 24 * 3_600_000)
    expect((await talk.say(`继续 ${code}`, ELSEWHERE)).text).toContain('过期')
  })

  it('is offered again when the service turned to is done, or given up', async () => {
    for (const text of ['我要办低保', '给自己家申请', '换个业务']) await talk.say(text)
    const receipt = await fileOldAge(talk)
    expect(receipt).toMatchObject({ kind: 'receipt', text: expect.stringContaining('低保申请') })
    expect(receipt.choices[0]).toBe('继续办理')
    expect((await talk.say('继续办理')).kind).toBe('question')
  })
})
