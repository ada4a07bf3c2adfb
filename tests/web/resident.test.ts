/** The resident's page in a real browser against a real server; only the answers come from a script. */
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { forgetPages, type Running, runServer, stopServers } from '../channels/running-server'
import { ask, choose, describeInBrowser, launch } from './browser'

const PHONE = { width: 390, height: 844 }

describeInBrowser('the resident’s page', () => {
  let browser: Browser
  let problems: string[] = []

  beforeAll(async () => {
    browser = await launch()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await stopServers()
    // A blocked script or style, a throw, a failed asset: all of them end up here.
    expect(problems.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    forgetPages()
  })

  async function visit(running: Running, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('net::ERR')) problems.push(message.text())
    })
    await page.goto(running.url)
    return page
  }

  const replies = (page: Page) => page.locator('.reply')
  const visible = (page: Page, selector: string) => page.locator(selector).allInnerTexts()
  const textOf = async (page: Page, selector: string) => (await visible(page, selector)).join('\n')

  /** Kept only where somebody asked for pictures. */
  async function picture(page: Page, name: string): Promise<void> {
    const folder = process.env.SCREENSHOTS
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) })
  }

  it('greets with the bureau’s name, six topics, and how to reach a person', async () => {
    const page = await visit(await runServer())
    expect(await page.title()).toBe('民政服务助手 · 宿州市民政局')
    expect(await page.getAttribute('html', 'lang')).toBe('zh-CN')
    expect(await visible(page, '.starter')).toHaveLength(6)
    expect(await textOf(page, '.plainly')).toMatch(/自动回答.*转人工.*12345/s)
    expect(await page.getAttribute('.plainly a', 'href')).toBe('tel:12345')
    await picture(page, 'greeting')
  })

  it('answers a topic with the point first, lists below and the sources folded away', async () => {
    const page = await visit(await runServer())
    await page.locator('.starter').first().click()
    await replies(page).waitFor()
    expect(await textOf(page, '.reply .lead')).toContain('人均收入低于当地低保标准')
    expect(await visible(page, '.reply h3')).toEqual(['怎么申请', '不能申请的情形'])
    expect(await visible(page, '.reply li .mark')).toEqual(['1.', '2.', '3.'])
    expect(await page.locator('.basis cite').first().isVisible()).toBe(false)
    await picture(page, 'answer')
    await page.click('.basis summary')
    expect(await textOf(page, '.basis')).toContain('《社会救助暂行办法》 第九条')
    expect(await textOf(page, '.basis')).toContain('国务院令第649号 · 2014年5月1日起施行')
    expect(await textOf(page, '.words')).not.toContain('《社会救助暂行办法》')
  })

  it('labels what a language model put together, and nothing else', async () => {
    const page = await visit(await runServer())
    for (const text of ['低保说得简单点', '低保怎么申请']) await ask(page, text)
    expect(await visible(page, '.reply .generated')).toEqual(['智能整理，以原文和民政部门的答复为准'])
    await picture(page, 'generated')
  })

  it('goes from question to case number by the choices alone', async () => {
    const running = await runServer()
    const page = await visit(running)
    await page.locator('.starter').first().click()
    await replies(page).waitFor()
    await choose(page, '开始办理')
    expect(await textOf(page, '.reply.question .step')).toBe('第3步 / 共12步')
    expect(await visible(page, '.choice')).toEqual(['埇桥区', '砀山县', '萧县', '灵璧县', '泗县'])
    await picture(page, 'question')

    await choose(page, '灵璧县')
    expect(await visible(page, '.sheet caption')).toEqual(['申请人', '家庭情况'])
    expect(await visible(page, '.sheet th')).toHaveLength(7)
    await picture(page, 'review')

    await choose(page, '确认提交')
    expect(await textOf(page, '.case .number')).toBe('2026-341323-7K3M-9QXA-H')
    await picture(page, 'receipt')
    expect(running.scripted.received.map((message) => message.text)).toEqual([
      '低保怎么申请',
      '开始办理',
      '灵璧县',
      '确认提交',
    ])
  })

  it('copies the case number', async () => {
    const page = await visit(await runServer(), { permissions: ['clipboard-read', 'clipboard-write'] })
    await ask(page, '确认提交')
    await page.click('text=复制编号')
    await page.locator('text=已复制').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('2026-341323-7K3M-9QXA-H')
  })

  it('goes back to one line of the review', async () => {
    const page = await visit(await runServer())
    await ask(page, '灵璧县')
    await page.getByRole('button', { name: '修改联系电话' }).click()
    await page.locator('text=请重新填写联系电话。').waitFor()
    expect(await visible(page, '.bubble')).toEqual(['灵璧县', '修改联系电话'])
  })

  it('shows within a tenth of a second that an answer is coming, and takes the sign away with it', async () => {
    const page = await visit(await runServer({ delayMs: 700 }))
    await page.fill('#say', '低保怎么申请')
    const waited = await page.evaluate(`new Promise((resolve) => {
      const began = performance.now()
      new MutationObserver(() => document.querySelector('.typing') && resolve(performance.now() - began))
        .observe(document.getElementById('log'), { childList: true })
      document.getElementById('send').click()
    })`)
    expect(waited).toBeLessThan(100)
    expect(await visible(page, '.state')).toEqual(['发送中…'])
    await replies(page).waitFor()
    expect(await page.locator('.typing').count()).toBe(0)
    expect(await visible(page, '.state')).toEqual([''])
  })

  it('does not send while an input method composes', async () => {
    const running = await runServer()
    const page = await visit(running)
    await page.fill('#say', 'dibao')
    const press = (init: string) =>
      page.evaluate(`document.getElementById('say').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ${init} }))`)
    await press('isComposing: true')
    await press('keyCode: 229')
    await press('shiftKey: true')
    expect(await page.locator('.bubble').count()).toBe(0)
    await press('keyCode: 13')
    await replies(page).waitFor()
    expect(running.scripted.received.map((message) => message.text)).toEqual(['dibao'])
  })

  it('keeps the conversation over a reload, and begins anew only when asked twice', async () => {
    const running = await runServer()
    const page = await visit(running)
    await ask(page, '低保怎么申请')
    await choose(page, '开始办理')
    await page.reload()
    await replies(page).nth(1).waitFor()
    expect(await visible(page, '.bubble')).toEqual(['低保怎么申请', '开始办理'])
    expect(await visible(page, '.choice')).toHaveLength(5)

    await page.click('#restart')
    expect(await visible(page, '.bubble')).toHaveLength(2)
    await page.click('#restart')
    expect(await visible(page, '.bubble')).toHaveLength(0)
    await ask(page, '灵璧县')
    const conversations = running.scripted.received.map((message) => message.conversation)
    expect(new Set(conversations).size).toBe(2)
  })

  it('says when a message did not go out, keeps it, and sends it again as the same message', async () => {
    const running = await runServer()
    const page = await visit(running)
    await page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch() // it arrived, only the answer was lost
      return route.abort()
    })
    await page.fill('#say', '低保怎么申请')
    await page.press('#say', 'Enter')
    await replies(page).waitFor()
    await page.unroute('**/activities')
    expect(running.scripted.received).toHaveLength(1)
    expect(await page.locator('.said[data-state="failed"]').count()).toBe(0)

    await page.route('**/activities', (route) => route.abort())
    await page.fill('#say', '开始办理')
    await page.press('#say', 'Enter')
    await page.locator('.said[data-state="failed"]').waitFor()
    expect(await textOf(page, '.said[data-state="failed"] .state')).toContain('没有发出去')
    await page.unroute('**/activities')
    await page.click('text=重新发送')
    await replies(page).nth(1).waitFor()
    expect(await page.locator('.said[data-state="failed"]').count()).toBe(0)
    expect(await visible(page, '.bubble')).toEqual(['低保怎么申请', '开始办理'])
    expect(await running.scripted.history(running.scripted.received[0]?.conversation ?? '', 0)).toHaveLength(4)
  })

  it('shows the server’s own words when it refuses', async () => {
    const page = await visit(await runServer({ pace: { conversation: { burst: 1, perMinute: 1 } } }))
    await ask(page, '低保怎么申请')
    await page.fill('#say', '开始办理')
    await page.press('#say', 'Enter')
    await page.locator('.said[data-state="failed"]').waitFor()
    expect(await textOf(page, '.said[data-state="failed"] .state')).toContain('消息发得太快了')
    problems = problems.filter((problem) => !problem.includes('429'))
  })

  it('says that the network is gone, and catches up when it is back', async () => {
    const running = await runServer()
    const page = await visit(running)
    await ask(page, '低保怎么申请')
    await page.context().setOffline(true)
    await page.locator('#notice', { hasText: '网络断开了' }).waitFor()
    const conversation = running.scripted.received[0]?.conversation ?? ''
    running.scripted.add(conversation, { id: 'op', from: 'operator', text: '您好，我是张科员。', at: '' })
    await page.context().setOffline(false)
    await page.locator('.reply.operator').waitFor()
    expect(await textOf(page, '.reply.operator')).toContain('工作人员')
    await page.locator('#notice', { hasText: '网络断开了' }).waitFor({ state: 'detached' })
  })

  it('comes back to a restarted server without losing or repeating a line', async () => {
    const running = await runServer()
    const page = await visit(running)
    await ask(page, '低保怎么申请')
    await running.server.close()
    const conversation = running.scripted.received[0]?.conversation ?? ''
    running.scripted.add(conversation, { id: 'op', from: 'operator', text: '重启期间写的。', at: '' })
    const { assistant, history } = running.scripted
    await runServer({ port: Number(new URL(running.url).port), assistant, history })
    await page.locator('.reply.operator').waitFor()
    await ask(page, '开始办理')
    expect(await replies(page).count()).toBe(3)
    expect(await visible(page, '.bubble')).toEqual(['低保怎么申请', '开始办理'])
  })

  it('begins a new conversation when the old one can no longer be opened', async () => {
    const running = await runServer()
    const page = await visit(running)
    await ask(page, '低保怎么申请')
    running.clock.set('2026-11-26T12:00:00+08:00')
    await page.reload()
    await page.locator('#notice', { hasText: '已为您开始新的对话' }).waitFor()
    await ask(page, '开始办理')
    expect(new Set(running.scripted.received.map((message) => message.conversation)).size).toBe(2)
    problems = problems.filter((problem) => !problem.includes('403'))
  })

  it('shows markup as the letters it is, whoever wrote it', async () => {
    const page = await visit(await runServer())
    await ask(page, '<b>你好</b><script>alert(1)</script>')
    expect(await textOf(page, '.bubble')).toBe('<b>你好</b><script>alert(1)</script>')
    expect(await textOf(page, '.reply .lead')).toContain('<img src=x onerror=')
    expect(await visible(page, '.choice')).toEqual(['<i>低保</i>'])
    expect(await page.locator('#log img, #log script, #log b').count()).toBe(0)
  })

  it('offers a call at once where there is danger', async () => {
    const page = await visit(await runServer())
    await ask(page, '不想活了')
    const calls = await page.locator('.call').evaluateAll((links) => links.map((link) => link.getAttribute('href')))
    expect(calls).toEqual(['tel:12356', 'tel:120', 'tel:110'])
    await picture(page, 'crisis')
  })

  it('reaches a person with one press', async () => {
    const running = await runServer()
    const page = await visit(running)
    await page.click('#person')
    await page.locator('.reply.takeover').waitFor()
    expect(running.scripted.received[0]?.text).toBe('转人工')
  })

  it('takes a photo where a form is under way, and not before', async () => {
    const running = await runServer()
    const page = await visit(running)
    expect(await page.locator('#attach').isVisible()).toBe(false)
    await ask(page, '开始办理')
    expect(await page.locator('#attach').isVisible()).toBe(true)
    const buffer = Buffer.from('89504e470d0a1a0a', 'hex')
    await page.setInputFiles('#file', { name: '户口簿.png', mimeType: 'image/png', buffer })
    await replies(page).nth(1).waitFor()
    expect(await textOf(page, '.file')).toBe('户口簿.png')
    expect(running.scripted.received[1]?.attachments).toMatchObject([{ name: '户口簿.png', contentType: 'image/png' }])
  })

  it('grows in three sizes, remembers the size, and never scrolls sideways', async () => {
    const page = await visit(await runServer(), { viewport: { width: 320, height: 640 } })
    const sideways = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    const sizes: number[] = []
    for (const label of ['字号：标准', '字号：大', '字号：特大']) {
      expect(await page.getAttribute('#text-size', 'aria-label')).toBe(label)
      sizes.push(await page.evaluate('parseFloat(getComputedStyle(document.body).fontSize)'))
      expect(await sideways()).toBeLessThanOrEqual(0)
      if (label !== '字号：特大') await page.click('#text-size')
    }
    expect(sizes[0]).toBeGreaterThanOrEqual(16)
    expect(sizes[2]).toBeGreaterThan((sizes[0] ?? 0) * 1.3)
    for (const text of ['低保怎么申请', '灵璧县', '确认提交']) await ask(page, text)
    expect(await sideways()).toBeLessThanOrEqual(0)
    await page.reload()
    expect(await page.getAttribute('html', 'data-size')).toBe('largest')
  })

  it.each([
    ['a phone', PHONE],
    ['a desk', { width: 1280, height: 800 }],
  ])('has targets of at least 44 by 44 on %s', async (_name, viewport) => {
    const page = await visit(await runServer(), { viewport })
    for (const text of ['低保怎么申请', '不想活了', '确认提交', '灵璧县']) await ask(page, text)
    const boxes = await page.locator('button:visible, summary:visible, .call:visible').evaluateAll((targets) =>
      targets.map((target) => {
        const { width, height } = target.getBoundingClientRect()
        return { label: target.textContent, width: Math.round(width), height: Math.round(height) }
      }),
    )
    expect(boxes.length).toBeGreaterThan(15)
    expect(boxes.filter((box) => box.width < 44 || box.height < 44)).toEqual([])
  })

  it.each(['light', 'dark'] as const)('keeps every word readable in %s', async (colorScheme) => {
    const page = await visit(await runServer(), { colorScheme })
    for (const text of ['低保怎么申请', '不想活了', '确认提交', '灵璧县']) await ask(page, text)
    await page.evaluate('document.querySelectorAll("details").forEach((each) => { each.open = true })')
    const faint = await page.evaluate(CONTRAST)
    expect(faint).toEqual([])
  })

  it('speaks to screen readers', async () => {
    const page = await visit(await runServer())
    await ask(page, '开始办理')
    const log = page.getByRole('log', { name: '对话记录' })
    expect(await log.getAttribute('aria-live')).toBe('polite')
    expect(await log.textContent()).toContain('您家的户口在哪个县（区）？')
    expect(await page.getByRole('textbox', { name: '请输入您的问题' }).isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '发送' }).isVisible()).toBe(true)
  })

  it('reads an answer aloud and stops', async () => {
    const page = await visit(await runServer())
    await page.evaluate(`
      window.spoken = []
      speechSynthesis.speak = (utterance) => window.spoken.push([utterance.lang, utterance.text.slice(0, 4)])
    `)
    await ask(page, '低保怎么申请')
    await page.click('.aloud')
    expect(await page.evaluate('window.spoken')).toEqual([['zh-CN', '可以申请']])
    expect(await textOf(page, '.aloud')).toBe('停止朗读')
    await page.click('.aloud')
    expect(await textOf(page, '.aloud')).toBe('朗读')
  })
})

/** Every piece of text whose contrast with what is behind it is below 4.5. */
const CONTRAST = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number)
  const luminance = ([r, g, b]) => [r, g, b]
    .map((each) => each / 255)
    .map((each) => (each <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0)
  const behind = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [r, g, b, a = 1] = channels(getComputedStyle(each).backgroundColor)
      if (a === 1) return [r, g, b]
    }
    return [255, 255, 255]
  }
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  return texts.flatMap((element) => {
    const [light, dark] = [luminance(channels(getComputedStyle(element).color)), luminance(behind(element))]
      .sort((a, b) => b - a)
    const ratio = (light + 0.05) / (dark + 0.05)
    return ratio < 4.5 ? [element.textContent.slice(0, 20) + ' ' + ratio.toFixed(2)] : []
  })
})()`
