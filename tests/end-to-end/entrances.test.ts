/** One question, one answer: the same through every entrance, however often it is asked. */
import { openTerminalAssistant, type TerminalAssistant } from '../../scripts/terminal-assistant'
import { replyText } from '../../src/assistant/reply-text'
import { directLine, type Running, startEverything } from './service'

jest.setTimeout(60_000)

const TIMES = 10
const QUESTIONS = [
  '低保怎么申请',
  '多大年纪能领高龄津贴',
  '灵璧县城市低保标准多少',
  '离婚冷静期多少天',
  '怎么交医保',
  '明天下雨吗',
]

let everything: Running
let terminal: TerminalAssistant
beforeAll(async () => {
  everything = await startEverything()
  terminal = await openTerminalAssistant()
})
afterAll(async () => {
  await terminal.close()
  await everything.stop()
})

/** As the Bot Framework delivers a message of a channel, with the reply in the response. */
async function throughChannel(text: string, time: number): Promise<string> {
  const response = await fetch(`${everything.service.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ type: 'message', id: `activity-${time}`, channelId: 'emulator', text, deliveryMode: 'expectReplies' },
      ...{ serviceUrl: 'http://localhost:50000', timestamp: '2026-11-25T04:00:00.000Z' },
      ...{ conversation: { id: `talk-${text}-${time}` }, from: { id: 'resident' }, recipient: { id: 'bot' } },
    }),
  })
  const { activities } = (await response.json()) as { activities: readonly { text: string }[] }
  return activities.map((each) => each.text).join('\n')
}

const entrances: Readonly<Record<string, (text: string, time: number) => Promise<string>>> = {
  'the web page’s Direct Line': async (text) => (await (await directLine(everything.service.url)).say(text)).text,
  'a Bot Framework channel': throughChannel,
  'the terminal': async (text) => replyText(await (await terminal.talk()).say(text)),
}

it.each(QUESTIONS)('%s is answered alike at every entrance, ten times', async (question) => {
  const told = new Set<string>()
  for (const ask of Object.values(entrances))
    for (let time = 0; time < TIMES; time++) told.add(await ask(question, time))
  const [answer] = told
  expect(answer).toMatch(/[一-龥]{6}/)
  expect([...told]).toEqual([answer])
})
