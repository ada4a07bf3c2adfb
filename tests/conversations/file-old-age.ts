/** Fills in the form of 高龄津贴 by the labels of its questions, whatever their order, and confirms it. */
import type { Reply } from '../../src/assistant/reply'
import type { Talk } from './talk'

export const OLD_AGE_PHONE = '13812345678'

const ANSWERS: Readonly<Record<string, string>> = {
  由谁来填: '老人自己申请',
  老人姓名: '张桂兰',
  老人身份证号: '341323194003070046',
  老人联系电话: OLD_AGE_PHONE,
  '户籍所在县（区）': '灵璧县',
  '户籍所在乡镇（街道）和村（社区）': '灵城镇向阳社区',
  老人现在住址: '灵璧县灵城镇向阳社区3组',
  发放方式: '社保卡',
}

export async function fileOldAge(talk: Talk, conversation = 'c1'): Promise<Reply> {
  let reply = await talk.say('我要办高龄津贴', { conversation })
  for (let asked = 0; reply.kind === 'question' && asked < 20; asked++) {
    reply = await talk.say(ANSWERS[reply.field] ?? '没有', { conversation })
  }
  return talk.say('确认提交', { conversation })
}
