/** `npm start` as the bureau's staff meet it: bad settings and bad content are told all at once, good content goes live. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endAll, exitCode, spawnService, startProcess } from './process'
import { directLine, eventually, root } from './service'

describe('starting the service', () => {
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'assistant-'))
    folders.push(made)
    return made
  }
  afterAll(() => {
    endAll()
    for (const each of folders) rmSync(each, { recursive: true, force: true })
  })

  it('lists every bad setting and stops', async () => {
    const env = { PORT: '99999999', HOST: '0.0.0.0', BACKEND_URL: 'ftp://x', DATA_DIR: folder() }
    const { child, said } = spawnService(env)
    expect(await exitCode(child)).toBe(1)
    for (const name of ['PORT', 'OPERATOR_TOKEN', 'DIRECT_LINE_SECRET', 'BACKEND_URL', 'BACKEND_SECRETS'])
      expect(said()).toContain(name)
    expect(said()).not.toMatch(/\n\s+at /)
  })

  it('lists every error of broken content with file and line, and stops', async () => {
    const knowledge = join(folder(), 'knowledge')
    cpSync(join(root, 'knowledge'), knowledge, { recursive: true })
    const policy = join(knowledge, 'marriage/marriage-registration/policy.md')
    writeFileSync(policy, `${readFileSync(policy, 'utf8')}\n没有出处的一段。\n`)
    writeFileSync(
      join(knowledge, 'elderly-services/old-age-allowance/standards.yaml'),
      'programme: old-age-allowance\nstandards: 一百\n',
    )
    const { child, said } = spawnService({ DATA_DIR: folder(), KNOWLEDGE_DIR: knowledge })
    expect(await exitCode(child)).toBe(1)
    expect(said()).toMatch(/marriage-registration\/policy\.md:\d+ .*没有出处.* → /)
    expect(said()).toMatch(/old-age-allowance\/standards\.yaml:2 .*standards/)
    expect(said()).not.toMatch(/\n\s+at /)
  })

  it('takes good edits while serving and keeps the old content over broken ones', async () => {
    const knowledge = join(folder(), 'knowledge')
    cpSync(join(root, 'knowledge'), knowledge, { recursive: true })
    const service = await startProcess({ DATA_DIR: folder(), KNOWLEDGE_DIR: knowledge })
    const faq = join(knowledge, 'marriage/marriage-registration/faq.md')
    const good = readFileSync(faq, 'utf8')
    const question = '穿汉服能不能领结婚证'
    const added = `${good}\n## ${question}\n\n能。法律没有规定穿什么衣服，看得清本人就行。【婚姻登记条例2025 第八条】\n`

    writeFileSync(faq, added)
    await eventually(async () => {
      const { text } = await (await directLine(service.url)).say(question)
      return text.includes('看得清本人就行') || undefined
    }, 'the edit goes live')

    writeFileSync(faq, `${added}\n## 坏问题\n\n没有出处\n`)
    await eventually(() => (service.said().includes('没有出处') ? true : undefined), 'the error is told')
    const { text } = await (await directLine(service.url)).say(question)
    expect(text).toContain('看得清本人就行')
    await service.kill()
  })
})
