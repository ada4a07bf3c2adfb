/** The main job in a real browser on a phone: ask → intake → case number → the case in the backend's own database. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { ask, choose, describeInBrowser, launch } from '../web/browser'
import { SUBSISTENCE_INTAKE } from './answers'
import { eventually, type Running, startEverything } from './service'

jest.setTimeout(120_000)

describeInBrowser('the main job on a phone', () => {
  let browser: Browser
  let running: Running

  beforeAll(async () => {
    browser = await launch()
    running = await startEverything()
  })
  afterAll(async () => {
    await browser.close()
    await running.stop()
  })

  it('goes from 低保怎么申请 to a case the backend has, and the resident hears of it', async () => {
    const page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(error.message))
    await page.goto(running.service.url)

    await ask(page, '低保怎么申请')
    expect(await page.locator('.reply').last().innerText()).toContain('乡镇')
    // The README's picture: SCREENSHOTS=tests/web/screenshots npm test
    const folder = process.env.SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, 'resident-phone.png') })
    await page.locator('.basis summary').last().click()
    expect(await page.locator('.basis').last().innerText()).toContain('最低生活保障审核确认办法')
    await choose(page, '开始办理')
    for (const answer of SUBSISTENCE_INTAKE) await ask(page, answer)
    const receipt = await page.locator('.reply').last().innerText()
    const number = /2026-341302-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(receipt)?.[0]
    expect(number).toBeDefined()

    const received = await eventually(() => running.backend.cases()[0], 'the case reaches the backend')
    expect(running.backend.cases()).toHaveLength(1)
    expect(received.caseFile).toMatchObject({
      number,
      region: '埇桥区',
      service: { programme: 'subsistence-allowance' },
    })
    const answers = new Map(received.caseFile.answers.map((each) => [each.path, each.state]))
    expect(answers.get('applicantName')).toEqual({ kind: 'given', value: '王秀英' })
    expect(answers.get('members[0].memberIncomes[0].monthlyAmount')).toEqual({ kind: 'given', value: 230_000 })
    expect(received.caseFile.eligibility?.outcome).toBe('cannotTell')
    expect(received.caseFile.consents.length).toBeGreaterThan(0)

    await page.locator('.reply', { hasText: '已送达' }).waitFor()
    expect(problems).toEqual([])
  })

  it('keeps the intake over a reload of the page', async () => {
    const page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
    })
    await page.goto(running.service.url)
    await ask(page, '我要办高龄津贴')
    for (const answer of ['老人自己申请', '灵璧县', '没有']) await ask(page, answer)
    await page.reload()
    await page.locator('.reply', { hasText: '老人叫什么名字' }).waitFor()
    await ask(page, '张桂兰')
    expect(await page.locator('.reply').last().innerText()).toContain('身份证号')
  })
})
