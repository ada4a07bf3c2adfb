/** The operator console in a real browser, with a resident's page beside it: both over the real server and stores. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { ResidentLine } from '../../src/assistant/resident-line'
import { systemClock } from '../../src/base/clock'
import { caseFileOf } from '../cases/sample'
import { type Running, runServer, stopServers } from '../channels/running-server'
import { type Desk, openDesk, TOKEN } from '../console/desk'
import { bothPages, forgetBothPages } from '../console/pages'
import { ask, describeInBrowser, launch } from './browser'

describeInBrowser('the operator console', () => {
  let browser: Browser
  let desk: Desk
  let running: Running
  const problems: string[] = []

  beforeAll(async () => {
    browser = await launch()
  })
  beforeEach(async () => {
    const line: ResidentLine = { send: (conversation, reply) => running.server.line.send(conversation, reply) }
    desk = await openDesk({ clock: systemClock, line })
    running = await runServer({
      assistant: { handle: (message) => desk.resident(message.conversation).say(message.text, message.id) },
      history: desk.conversations.history,
      mounts: desk.routes,
      pages: bothPages(),
    })
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await stopServers()
    await desk.close()
    expect(problems.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    forgetBothPages()
  })

  async function visit(path: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('40')) problems.push(message.text())
    })
    page.on('dialog', (dialog) => problems.push(`a dialog: ${dialog.message()}`))
    await page.goto(running.url + path)
    return page
  }

  async function signIn(name: string, viewport?: { width: number; height: number }): Promise<Page> {
    const page = await visit('/console', viewport)
    await page.fill('#name', name)
    await page.fill('#token', TOKEN)
    await page.click('#sign-in-form button')
    await page.locator('#inbox').waitFor()
    return page
  }

  /** Kept only where somebody asked for pictures. */
  async function picture(page: Page, name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, `console-${name}.png`) })
  }

  const markup = '<img src=x onerror=alert(1)>离婚冷静期多少天'

  async function residentCalls(): Promise<Page> {
    const resident = await visit('/', { width: 390, height: 844 })
    await ask(resident, markup)
    await ask(resident, '转人工')
    return resident
  }

  it('refuses a wrong token in words and keeps the page closed', async () => {
    const page = await visit('/console')
    await page.fill('#name', '王敏')
    await page.fill('#token', 'wrong')
    await page.click('#sign-in-form button')
    await page.locator('text=口令不对，请核对后再试。').waitFor()
    expect(await page.locator('#inbox').isVisible()).toBe(false)
    await picture(page, 'sign-in')
  })

  it('takes, answers by keyboard alone, and gives back, and the resident is told of each', async () => {
    const resident = await residentCalls()
    const page = await signIn('王敏')
    await page.locator('[role=option]', { hasText: '请求人工' }).waitFor()
    expect(await page.title()).toBe('(1) 坐席工作台')
    await picture(page, 'inbox')

    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.line.resident').first().waitFor()
    expect(await page.locator('.line.resident .words').first().textContent()).toBe(markup)
    expect(await page.locator('#log img').count()).toBe(0)
    expect(await page.locator('#composer').isVisible()).toBe(false)

    await page.getByRole('button', { name: '接待', exact: true }).click()
    await resident.locator('text=工作人员王敏来接待您了').waitFor()
    await page.locator('.suggestion').first().waitFor()
    await page.getByRole('button', { name: '放入输入框' }).first().click()
    expect(await page.inputValue('#say')).toMatch(/30.*依据：《/s)
    await page.fill('#say', '您好，<b>我来帮您</b>。')
    await page.keyboard.press('Control+Enter')
    await resident.locator('text=您好，<b>我来帮您</b>。').waitFor()
    await page.locator('.line.operator', { hasText: '您好，<b>我来帮您</b>。' }).waitFor()
    expect(await page.inputValue('#say')).toBe('')
    await picture(page, 'held')

    await page.getByRole('button', { name: '结束接待' }).click()
    await page.getByRole('button', { name: '再按一次结束' }).click()
    await resident.locator('text=工作人员已结束接待').waitFor()
    await page.getByRole('button', { name: '接待', exact: true }).waitFor()
    await page.locator('text=没有人在等').waitFor()
    expect(await page.locator('#composer').isVisible()).toBe(false)
  })

  it('keeps the text and says who has the conversation when the hold was lost meanwhile', async () => {
    await residentCalls()
    const page = await signIn('王敏')
    await page.locator('[role=option]').click()
    await page.getByRole('button', { name: '接待', exact: true }).click()
    await page.locator('.holder.mine').waitFor()
    await page.fill('#say', '写到一半')
    // Another window of the same operator signs out, and a colleague steps in.
    await (await desk.operator('王敏')).post('sign-out')
    const [waiting] = await desk.conversations.waiting(1)
    await (await desk.operator('李强')).take(waiting?.id ?? '')
    await page.locator('#trouble', { hasText: '文字还在输入框里' }).waitFor()
    await page.locator('.standing', { hasText: '李强正在接待' }).waitFor()
    expect(await page.inputValue('#say')).toBe('写到一半')
    expect(await page.isDisabled('#send')).toBe(true)
  })

  it('goes on with its hold after a reload, and with its list on a phone', async () => {
    await residentCalls()
    const page = await signIn('王敏', { width: 390, height: 844 })
    await page.locator('[role=option]').click()
    expect(await page.locator('#inbox').isVisible()).toBe(false)
    await page.getByRole('button', { name: '接待', exact: true }).click()
    await page.locator('.holder.mine').waitFor()
    await picture(page, 'phone')
    await page.reload()
    await page.locator('[role=option]').click()
    await page.locator('.holder.mine').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.getByRole('button', { name: '返回列表' }).click()
    expect(await page.locator('#inbox').isVisible()).toBe(true)
  })

  it('shows a case covered, and one answer in full once a purpose is stated and recorded', async () => {
    const paper = { reference: 'upload_1', name: '户口簿.pdf', contentType: 'application/pdf', bytes: 8, sha256: '' }
    const caseFile = caseFileOf({ attachments: [paper] })
    await desk.cases.open({ caseFile, handOff: 'handoff_1', at: desk.clock.now() })
    const page = await signIn('王敏')
    await page
      .getByRole('tab', { name: /办件/ })
      .or(page.getByRole('button', { name: /^办件/ }))
      .first()
      .click()
    await page.locator('#case-list .row', { hasText: caseFile.number }).click()
    const sheet = page.locator('#case')
    await sheet.locator('text=341*************25').waitFor()
    expect(await sheet.innerText()).not.toMatch(/341323194001011225|13900001111|王秀英/)

    await page.getByRole('button', { name: '查看身份证号的完整内容' }).click()
    await page.keyboard.press('Enter')
    await sheet.locator('text=请写明查看的用途').waitFor()
    await page.keyboard.type('核对申请人身份')
    await page.keyboard.press('Enter')
    await sheet.locator('text=341323194001011225').waitFor()
    await sheet.locator('text=已记入审计日志').waitFor()
    expect(await sheet.innerText()).not.toMatch(/13900001111|王秀英/)
    await page.getByRole('button', { name: '查看户口簿.pdf的完整内容' }).click()
    await page.keyboard.type('核对户口')
    await page.keyboard.press('Enter')
    const saving = page.waitForEvent('download')
    await sheet.getByRole('link', { name: '保存 户口簿.pdf' }).click()
    const saved = await (await saving).path()
    expect(readFileSync(saved, 'utf8')).toBe('%PDF-1.7')
    await picture(page, 'revealed')
    expect((await desk.audit.read(0, 9)).map(({ actor, detail }) => [actor, detail.field, detail.purpose])).toEqual([
      ['王敏', 'residentId', '核对申请人身份'],
      ['王敏', 'upload_1', '核对户口'],
    ])

    await page.locator('#case-list .row', { hasText: caseFile.number }).click()
    await sheet.locator('text=341*************25').waitFor()
  })

  it.each([
    ['desk', { width: 1280, height: 800 }],
    ['phone', { width: 390, height: 844 }],
  ])('shows on a %s what was not answered well, with what was told, and ticks it off', async (size, viewport) => {
    for (const conversation of ['a', 'b']) {
      await desk.resident(conversation).say('低保要什么材料')
      await desk.resident(conversation).say('没用')
    }
    await desk.resident('c').say(`${markup}，我叫王秀英，明天股票涨不涨`)
    await desk.resident('d').say('明天股票涨不涨')
    const page = await signIn('王敏', viewport)
    await page.getByRole('button', { name: '问题', exact: true }).click()
    const rows = page.locator('#question-list .row')
    await rows.nth(1).waitFor()
    await picture(page, `questions-${size}`)
    await page.getByRole('button', { name: '最近问的在前' }).click()
    expect(await rows.first().innerText()).toMatch(/股票/)
    await page.getByRole('button', { name: '问得多的在前' }).click()
    await rows.first().click()
    const matter = page.locator('#matter')
    await matter.locator('summary').first().click()
    await matter.locator('details[open] .wording', { hasText: '身份证' }).waitFor()
    await picture(page, `matter-${size}`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
    for (const press of await matter.locator('button:visible, summary').all())
      expect((await press.boundingBox())?.height).toBeGreaterThanOrEqual(41)

    await page.getByRole('button', { name: '标为已处理' }).click()
    await page.getByRole('button', { name: '再按一次，标为已处理' }).click()
    await page.locator('.row', { hasText: '低保' }).waitFor({ state: 'detached' })
    expect(await page.locator('#questions').innerText()).not.toMatch(/王秀英/)
    expect((await desk.audit.read(0, 9)).map(({ actor, subject }) => [actor, subject])).toEqual([
      ['王敏', 'a'],
      ['王敏', 'b'],
    ])
  })
})
