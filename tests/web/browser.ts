/** A real Chromium for the page tests. Without one they are skipped with the reason said; under CI that is a failure. */
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const EXECUTABLE = '/usr/bin/chromium'

export const hasChromium = existsSync(EXECUTABLE)

/** `describe`, or a skipped one that says why. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (hasChromium) describe(name, tests)
  else if (process.env.CI === 'true') it(name, () => Promise.reject(new Error(`${EXECUTABLE} is missing`)))
  else describe.skip(`${name} — skipped: ${EXECUTABLE} is missing`, tests)
}

export function launch(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  return chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-gpu', ...quiet] })
}

/** Says it as a resident does, and waits for the reply it brings. */
export async function ask(page: Page, text: string): Promise<void> {
  const before = await page.locator('.reply').count()
  await page.fill('#say', text)
  await page.press('#say', 'Enter')
  await page.locator('.reply').nth(before).waitFor()
}

export async function choose(page: Page, choice: string): Promise<void> {
  const before = await page.locator('.reply').count()
  await page.locator('.choice', { hasText: choice }).click()
  await page.locator('.reply').nth(before).waitFor()
}
