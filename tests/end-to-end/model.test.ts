/** The service with a language model and without: with one it answers in its words, without one nothing of it is there. */
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readConfig } from '../../src/config'
import { fails, faithful, type Standing, standIn } from '../adapters/model-server'
import { directLine, root, startEverything, temporaryFolder } from './service'

const run = promisify(execFile)
const QUESTION = '哪些孩子可以认定为孤儿'
let server: Standing

beforeAll(async () => {
  server = await standIn(fails(500))
})
afterAll(() => server.close())

describe('a service with a model', () => {
  it('answers in its words, and in the bureau’s own as soon as it fails', async () => {
    server.behave(faithful)
    const everything = await startEverything({
      MODEL_URL: server.url,
      MODEL_NAME: 'stand-in',
      MODEL_KEY: 'key-of-ours',
    })
    const { say } = await directLine(everything.service.url)
    expect((await say(QUESTION)).text).toContain('以下为智能整理')
    expect(server.asked.at(-1)?.authorization).toBe('Bearer key-of-ours')
    server.behave(fails(500))
    const { text } = await say(QUESTION)
    expect(text).not.toContain('以下为智能整理')
    expect(text).toContain('可以认定为孤儿')
    const metrics = await (await fetch(`${everything.service.url}/metrics`)).text()
    expect(metrics).toContain('assistant_model_calls_total{use="rephrase",end="said"} 1')
    expect(metrics).toContain('assistant_model_calls_total{use="rephrase",end="error"} 1')
    expect(metrics).toContain('assistant_model_tokens_total{use="rephrase"} 100')
    await everything.stop()
  }, 60_000)
})

describe('a service without one', () => {
  const served = async (env: Record<string, string>) => {
    const DATA_DIR = temporaryFolder()
    const script = join(__dirname, 'model-loaded.ts')
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', DATA_DIR, ...env },
    })
    rmSync(DATA_DIR, { recursive: true, force: true })
    return JSON.parse(stdout)
  }

  it('loads nothing of it and calls nobody', async () => {
    expect(await served({})).toEqual({ loaded: 0, others: 0 })
    server.behave(faithful)
    const { loaded, others } = await served({ MODEL_URL: server.url, MODEL_NAME: 'stand-in' })
    expect(loaded).toBeGreaterThan(0)
    expect(others).toBe(1)
  }, 120_000)
})

describe('settings of a model and an embedding server', () => {
  const refusalOf = (env: Record<string, string>): string => {
    try {
      readConfig(env)
      return ''
    } catch (fault) {
      return fault instanceof Error ? fault.message : ''
    }
  }
  const MODEL = { MODEL_URL: 'http://127.0.0.1:1/v1', MODEL_NAME: 'm' }

  it('are absent by default, and enough with an address and a name', () => {
    expect(readConfig({})).toMatchObject({ model: undefined, embeddings: undefined })
    expect(readConfig(MODEL).model).toMatchObject({ name: 'm', timeoutMs: 6_000, tokensPerDay: 2_000_000 })
    const embeddings = { EMBEDDINGS_URL: 'http://127.0.0.1:1/v1', EMBEDDINGS_MODEL: 'e' }
    expect(readConfig(embeddings).embeddings).toMatchObject({ model: 'e', timeoutMs: 1_500 })
  })

  it.each<[Record<string, string>, string]>([
    [{ MODEL_URL: MODEL.MODEL_URL }, 'MODEL_NAME'],
    [{ MODEL_NAME: 'm' }, 'MODEL_URL'],
    [{ ...MODEL, MODEL_URL: 'file:///etc/passwd' }, 'MODEL_URL'],
    [{ ...MODEL, MODEL_TIMEOUT_MS: 'soon' }, 'MODEL_TIMEOUT_MS'],
    [{ ...MODEL, MODEL_DAILY_TOKENS: '0' }, 'MODEL_DAILY_TOKENS'],
    [{ EMBEDDINGS_URL: MODEL.MODEL_URL }, 'EMBEDDINGS_MODEL'],
    [{ EMBEDDINGS_MODEL: 'e' }, 'EMBEDDINGS_URL'],
    [{ ...MODEL, LANGSMITH_TRACING: 'true' }, 'LANGSMITH_TRACING'],
    [{ ...MODEL, LANGCHAIN_TRACING_V2: 'true' }, 'LANGCHAIN_TRACING_V2'],
  ])('%j are refused by name: %s', (env, name) => {
    expect(refusalOf(env)).toContain(`${name}：`)
  })

  it('let tracing be where there is no model to trace', () => {
    expect(refusalOf({ LANGSMITH_TRACING: 'true' })).toBe('')
  })
})
