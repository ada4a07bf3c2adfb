/** Messages of a few words, each the first of its conversation: what old, ill, poor and bereaved people write. */
import { replyText } from '../../src/assistant/reply-text'
import { startTalk } from './talk'

const NOW = '2026-11-24T09:00:00+08:00'
const DO_NOT_KNOW = '没有找到可靠的依据'

const SHORT: readonly (readonly [said: string, kind: string, has: string])[] = [
  ['我要结婚', 'question', '男女双方是哪种情况'],
  ['咱俩要扯证', 'question', '男女双方是哪种情况'],
  ['俺要离婚', 'question', '预约离婚登记'],
  ['我要补证', 'question', '要补结婚证，还是离婚证'],
  ['我想吃低保', 'question', '登记低保申请'],
  ['我要领高龄津贴', 'question', '高龄津贴申请'],
  ['想办领养', 'answer', '县（区）民政局登记'],
  ['我要离婚证', 'clarify', '新办，还是补领'],
  ['我妈八十了', 'assessment', '【高龄津贴】'],
  ['我爸瘫痪了', 'clarify', '要人照顾'],
  ['我爸走了怎么办', 'answer', '先拿死亡证明'],
  ['我妈没了', 'answer', '先拿死亡证明'],
  ['我家要办丧事', 'answer', '先拿死亡证明'],
  ['火化多少钱', 'answer', '没有规定火化一律免费'],
  ['骨灰放哪', 'answer', '骨灰堂'],
  ['坟被占了', 'answer', '报警'],
  ['殡仪馆电话', 'answer', '没有公布给我们'],
  ['没钱看病', 'answer', '临时救助'],
  ['得了大病没钱', 'answer', '医疗救助'],
  ['困难户', 'clarify', '哪种情况'],
  ['我失业了', 'clarify', '人社部门'],
  ['我是残疾人有啥补助', 'assessment', '【困难残疾人生活补贴】'],
  ['残疾二级', 'clarify', '重度残疾人护理补贴'],
  ['低保被停了', 'answer', '书面理由'],
  ['取消低保', 'answer', '书面理由'],
  ['低保多久审一次', 'answer', '定期核查'],
  ['举报吃低保的', 'answer', '逐一核查'],
  ['低保下来没', 'answer', '查办件进度'],
  ['住养老院', 'answer', '收住老人'],
  ['老人吃饭的地方', 'answer', '问社区'],
  ['老年证', 'clarify', '老年证'],
  ['门牌号', 'answer', '标准地址'],
  ['成立协会', 'standard', '社会团体'],
  ['什么叫周岁', 'answer', '公历生日'],
  ['义务人是什么意思', 'answer', '法律上有责任养您'],
  ['半失能是什么意思', 'answer', '有一部分做不了'],
  ['我要投诉', 'notice', '12345'],
  ['没人理我', 'notice', '转人工'],
  ['地址', 'notice', '哪一项的办理单位'],
  ['周末上班吗', 'notice', '哪一项的办理单位'],
  ['办事进度', 'status', '办件编号'],
  ['我要撤回', 'status', '办件编号'],
  ['嗯', 'notice', '直接说'],
  ['？', 'notice', '平常话'],
  ['123', 'notice', '平常话'],
  ['不知道', 'notice', '平常话'],
  ['傻逼', 'notice', '转人工'],
  ['救救我', 'crisis', '120'],
]

describe('a short message', () => {
  it.each(SHORT)('%s is answered with a %s', async (said, kind, has) => {
    const talk = await startTalk(NOW)
    const reply = await talk.say(said)
    expect({ said, kind: reply.kind, text: replyText(reply) }).toEqual({
      said,
      kind,
      text: expect.stringContaining(has),
    })
    expect(replyText(reply)).not.toContain(DO_NOT_KNOW)
    await talk.close()
  })

  it('that says one does not know is an answer to the question that waits', async () => {
    const talk = await startTalk(NOW)
    await talk.say('我妈八十了')
    const reply = await talk.say('不知道')
    expect(reply.kind).toBe('assessment')
    await talk.close()
  })

  it('about an office is told of the programme just spoken of, and of the county', async () => {
    const talk = await startTalk(NOW)
    await talk.say('灵璧县低保怎么申请')
    const reply = await talk.say('电话')
    expect(replyText(reply)).toContain('灵璧县')
    expect(replyText(reply)).toContain('没有公布给我们')
    await talk.close()
  })

  it('of abuse calls nobody', async () => {
    const talk = await startTalk(NOW)
    const reply = await talk.say('你们都是骗子')
    expect(reply.choices).toContain('转人工')
    expect(reply.kind).toBe('notice')
    await talk.close()
  })
})
