/** A language model's answer on the resident's page: words while one waits, nothing of it before it was checked, then its label. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openChatModel } from '../../src/adapters/model/open-chat-model'
import { languageModel } from '../../src/assistant/model/language-model'
import { systemClock } from '../../src/base/clock'
import { silentLog } from '../../src/base/log'
import { dribbles, faithfulWords, keepsSilent, type Standing, standIn } from '../adapters/model-server'
import { forgetPages, runServer, stopServers } from '../channels/running-server'
import { realLibrary, startTalk, type Talk } from '../conversations/talk'
import { describeInBrowser, launch } from './browser'

const QUESTION = '哪些孩子可以认定为孤儿'

describeInBrowser('a model’s answer on the resident’s page', () => {
  let browser: Browser
  let server: Standing
  let talk: Talk

  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launch(), standIn(keepsSilent), realLibrary()])
  }, 60_000)
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await stopServers()
    await talk.close()
  })
  afterAll(async () => {
    await browser.close()
    await server.close()
    forgetPages()
  })

  async function ask(viewport: { width: number; height: number }): Promise<Page> {
    const limits = { timeoutMs: 30_000, tokensPerDay: 100_000 }
    const chat = openChatModel({ url: server.url, name: 'stand-in', timeoutMs: limits.timeoutMs })
    const model = languageModel(chat, limits, { clock: systemClock, log: silentLog })
    talk = await startTalk('2026-11-24T10:00:00+08:00', undefined, { model })
    const running = await runServer({
      assistant: { handle: ({ text, id, conversation }) => talk.say(text, { id, conversation }) },
      history: talk.conversations.history,
    })
    const page = await (await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' })).newPage()
    await page.goto(running.url)
    await page.fill('#say', QUESTION)
    await page.press('#say', 'Enter')
    return page
  }

  async function picture(page: Page, name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, `model-${name}.png`) })
  }

  it.each([
    ['phone', { width: 390, height: 844 }],
    ['desk', { width: 1280, height: 800 }],
  ])(
    'is awaited in words, shown whole, and labelled, on a %s',
    async (size, viewport) => {
      server.behave(dribbles(faithfulWords, 60))
      const page = await ask(viewport)
      await page.locator('.typing', { hasText: '正在查政策原文，请稍等' }).waitFor()
      await picture(page, `waiting-${size}`)
      expect(await page.locator('.reply').count()).toBe(0)
      expect(await page.locator('#log').innerText()).not.toContain('父母都去世')
      await page.locator('.reply').waitFor()
      expect(await page.locator('.reply .generated').innerText()).toBe('智能整理，以原文和民政部门的答复为准')
      expect(await page.locator('.reply .lead').innerText()).toMatch(/^父母都去世/)
      expect(await page.locator('.reply').innerText()).toContain('已经被人依法收养、有了养父母的')
      expect(await page.locator('.typing').count()).toBe(0)
      await picture(page, `answered-${size}`)
    },
    60_000,
  )

  it('is never seen when it lies at its end: the quotation comes instead, without the label', async () => {
    server.behave(dribbles((asked) => `${faithfulWords(asked)}\n您符合条件，一定能批。[P1]`, 40))
    const page = await ask({ width: 390, height: 844 })
    await page.locator('.reply').waitFor()
    expect(await page.locator('.generated').count()).toBe(0)
    expect(await page.locator('#log').innerText()).not.toContain('一定能批')
    expect(await page.locator('.reply').innerText()).toContain('可以认定为孤儿')
  }, 60_000)
})
