/** Photos, voice notes and stickers sent where a form waits for words: kept or passed over, and the question asked again. */
import type { Attachment } from '../../src/assistant/message'
import { startTalk } from './talk'

const photo: Attachment = {
  reference: 'upload_1',
  name: '照片.jpg',
  contentType: 'image/jpeg',
  bytes: 12_000,
  sha256: 'b'.repeat(64),
}

const TOLD = ['我要办高龄津贴', '老人自己申请', '灵璧县', '没有', '张桂兰', '341323194003070046']
const ASKED = [
  [2, '户籍所在县（区）'],
  [4, '老人姓名'],
  [5, '老人身份证号'],
] as const

describe.each(ASKED)('after %i answers', (told, field) => {
  it.each(['', '[图片]', '[语音]', '😀', '[动画表情]'])(
    `“%s” with a file leaves ${field} asked, and the file is kept`,
    async (text) => {
      const talk = await startTalk('2026-11-24T09:00:00+08:00')
      for (const each of TOLD.slice(0, told)) await talk.say(each)
      const before = (await talk.conversations.load('c1'))?.dialog?.answers
      const reply = await talk.say(text, { attachments: [photo] })
      const after = await talk.conversations.load('c1')
      expect({ kind: reply.kind, answers: after?.dialog?.answers }).toEqual({ kind: 'question', answers: before })
      expect(reply).toMatchObject({ field: expect.stringContaining(field) })
      expect(after?.attachments.map((each) => each.name)).toEqual(['照片.jpg'])
      await talk.close()
    },
  )

  it(`a sticker alone leaves ${field} asked`, async () => {
    const talk = await startTalk('2026-11-24T09:00:00+08:00')
    for (const each of TOLD.slice(0, told)) await talk.say(each)
    expect(await talk.say('[微笑]')).toMatchObject({ kind: 'question', field: expect.stringContaining(field) })
    await talk.close()
  })
})

it('takes the words sent with a file as the answer, and keeps the file', async () => {
  const talk = await startTalk('2026-11-24T09:00:00+08:00')
  for (const each of TOLD.slice(0, 4)) await talk.say(each)
  await talk.say('张桂兰', { attachments: [photo] })
  const { dialog, attachments } = (await talk.conversations.load('c1')) ?? {}
  expect(Object.values(dialog?.answers ?? {}).map((each) => each.state)).toContainEqual({
    kind: 'given',
    value: '张桂兰',
  })
  expect(attachments).toHaveLength(1)
  await talk.close()
})
