import { env } from 'node:process'
import { chromium, type Browser } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** Programs draw by software, so that pages with WebGL work and look the same everywhere. */
const flags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-dev-shm-usage']

/** Starts Chromium, without a window. Whoever starts it closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findChromium()
  return chromium.launch({ executablePath, args: flags, env: { ...env, ...environment } })
}
